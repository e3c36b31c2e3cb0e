"""The addresses of subscribing, managing and leaving."""

from django.urls import URLPattern

app_name = "workers"
urlpatterns: list[URLPattern] = []
