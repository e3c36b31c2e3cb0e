"""The addresses of the change log and of its feed."""

from django.urls import URLPattern, path

from pages.changes.views import show_feed, show_log

SV = {"language": "sv"}
EN = {"language": "en"}

app_name = "changes"
urlpatterns: list[URLPattern] = [
    path("sv/andringar/", show_log, SV, name="log-sv"),
    path("en/changes/", show_log, EN, name="log-en"),
    path("sv/andringar/feed.atom", show_feed, SV, name="feed-sv"),
    path("en/changes/feed.atom", show_feed, EN, name="feed-en"),
]
