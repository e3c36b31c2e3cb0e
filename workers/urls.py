"""The addresses of subscribing, managing and leaving, and of reporting a fault."""

from django.urls import URLPattern, path

from workers.views.confirming import confirm_following
from workers.views.gallery import show_template, show_template_html, show_templates
from workers.views.leaving import leave_everything
from workers.views.mailbox import show_html, show_list, show_message, show_raw
from workers.views.managing import manage
from workers.views.readdressing import confirm_address, request_address
from workers.views.reporting import report
from workers.views.subscribing import request_link, subscribe
from workers.views.tracking import take_reports

SV = {"language": "sv"}
EN = {"language": "en"}

app_name = "workers"
urlpatterns: list[URLPattern] = [
    path("sv/prenumerera/", subscribe, SV, name="subscribe-sv"),
    path("en/subscribe/", subscribe, EN, name="subscribe-en"),
    path("sv/prenumerera/hantera/", request_link, SV, name="request-link-sv"),
    path("en/subscribe/manage/", request_link, EN, name="request-link-en"),
    path("sv/prenumerera/bekrafta/<str:token>/", confirm_following, SV, name="confirm-sv"),
    path("en/subscribe/confirm/<str:token>/", confirm_following, EN, name="confirm-en"),
    path("sv/prenumerera/hantera/<str:token>/", manage, SV, name="manage-sv"),
    path("en/subscribe/manage/<str:token>/", manage, EN, name="manage-en"),
    path("sv/prenumerera/hantera/<str:token>/adress/", request_address, SV, name="request-address-sv"),
    path("en/subscribe/manage/<str:token>/address/", request_address, EN, name="request-address-en"),
    path("sv/prenumerera/adress/<str:token>/", confirm_address, SV, name="address-sv"),
    path("en/subscribe/address/<str:token>/", confirm_address, EN, name="address-en"),
    path("sv/rapportera-fel/", report, SV, name="report-fault-sv"),
    path("en/report-a-fault/", report, EN, name="report-fault-en"),
    path("unsubscribe/<str:token>/", leave_everything, name="leave"),
    path("webhooks/mail/<slug:provider>/", take_reports, name="mail-reports"),
    path("dev/mail/", show_list, name="mailbox"),
    path("dev/mail/templates/", show_templates, name="templates"),
    path("dev/mail/templates/<str:name>/<str:language>/", show_template, name="template"),
    path(
        "dev/mail/templates/<str:name>/<str:language>/<str:scheme>/", show_template_html, name="template-html"
    ),
    path("dev/mail/<str:name>/", show_message, name="mailbox-message"),
    path("dev/mail/<str:name>/html/", show_html, name="mailbox-html"),
    path("dev/mail/<str:name>/raw/", show_raw, name="mailbox-raw"),
]
