"""Puts what needs attention on the dashboard."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.attention.panel import AttentionPanel


@hooks.register("construct_homepage_panels")
def show_attention(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(AttentionPanel())
