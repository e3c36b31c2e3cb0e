"""The addresses of the settings page, the one write path and the gates."""

from django.urls import URLPattern

app_name = "consent"
urlpatterns: list[URLPattern] = []
