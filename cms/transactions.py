"""Runs what an editor does in one transaction, so that a failure half-way leaves nothing behind."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.middleware import SAFE_METHODS

View = Callable[..., HttpResponse]


def write_in_one_transaction(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the URL patterns with every view wrapped for its unsafe methods.

    Wagtail publishes outside any transaction. `ATOMIC_REQUESTS` would wrap reading too, and
    with SQLite's IMMEDIATE a page would then fail while somebody else writes [measured].
    """
    decorated: list[URLPattern | URLResolver] = decorate_urlpatterns(patterns, in_one_transaction)
    return decorated


def in_one_transaction(view: View) -> View:
    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
            return response

    return run
