"""The addresses of the settings page, the one write path and the gates."""

from django.urls import path

from consent import views
from consent.receipts import views as receipting

app_name = "consent"
urlpatterns = [
    path("sv/kakor/", views.show_settings, {"language": "sv"}, name="settings-sv"),
    path("en/cookies/", views.show_settings, {"language": "en"}, name="settings-en"),
    path("sv/kakor/kvitto/", receipting.check, {"language": "sv"}, name="receipt-sv"),
    path("en/cookies/receipt/", receipting.check, {"language": "en"}, name="receipt-en"),
    path("consent/receipt/", receipting.give, name="receipt"),
    path("consent/proof/<slug:key>/", receipting.show_proof, name="proof"),
    path("consent/", views.save, name="save"),
    path("consent/withdraw/", views.withdraw, name="withdraw"),
    path("consent/choice/", views.show_choice, name="choice"),
    path("consent/embed/<slug:embed_id>/", views.show_embed, name="embed"),
    path("consent/statistics.js", views.run_statistics, name="statistics"),
    path("consent/hit/", views.hit, name="hit"),
]
