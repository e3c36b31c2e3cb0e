"""Puts the vectors into rich text and into blocks, as rows of the database that no editor's form cleaned."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.http import HttpRequest

from consent.firewall.leaks import LeakMiddleware
from pages.blocks import clean_html
from pages.models import StandardPage
from tests.browser.leaks.site import PAGES, QUIET
from tests.browser.leaks.vectors import Planting, plant
from tests.pages.building import add, build_home


def build_pages() -> dict[str, list[Planting]]:
    """Publish a page of each kind, and return what was planted by its path."""
    home = build_home()
    planted = {}
    for slug, vectors in PAGES.items():
        rich, block = plant(vectors, "rich"), plant(vectors, "block")
        if slug == QUIET or not rich + block:
            continue
        texts = [{"type": "paragraph", "value": planting.markup} for planting in rich]
        quotes = [{"type": "quote", "value": {"text": planting.markup, "said_by": ""}} for planting in block]
        page = add(home, StandardPage, title=f"Texten {slug}", slug=f"text-{slug}")
        StandardPage.objects.filter(pk=page.pk).update(body=[*texts, *quotes])
        planted[f"/sv/text-{slug}/"] = rich + block
    return planted


@contextmanager
def without_defence(settings: Any) -> Iterator[None]:
    """Serve as a site does that has none: no policy, no firewall, no cleaning, no escaping."""
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["autoescape"] = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LeakMiddleware, "__call__", pass_by)
        patch.setattr(clean_html, "clean", lambda html: html)
        kept = settings.TEMPLATES, settings.CONTENT_SECURITY_POLICY
        settings.TEMPLATES, settings.CONTENT_SECURITY_POLICY = templates, None
        yield
        settings.TEMPLATES, settings.CONTENT_SECURITY_POLICY = kept


@contextmanager
def with_the_policy_alone() -> Iterator[None]:
    """Serve as a site does that trusts in its Content-Security-Policy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LeakMiddleware, "__call__", pass_by)
        yield


def pass_by(self: LeakMiddleware, request: HttpRequest) -> Any:
    return self.get_response(request)
