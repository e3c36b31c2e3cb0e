"""Two queries at most for a gate, whatever the visitor has decided and however old the copy of the policy; none for a page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from consent.models import Embed
from consent.registry import published
from consent.registry.published import forget_policy, read_policy
from tests.consent.asking import VIDEO, consent_to, now, post, put_cookie

pytestmark = pytest.mark.django_db

MOST = 2
STATES: dict[str, Callable[[Client], None]] = {
    "none": lambda client: None,
    "refused": consent_to,
    "statistics": lambda client: consent_to(client, "statistics"),
    "granted": lambda client: consent_to(client, "third-party"),
    "too old": lambda client: consent_to(client, "third-party", days=190),
    "forged": lambda client: put_cookie(client, decided="soon", third_party="yes"),
}
COPIES: dict[str, Callable[[], Any]] = {
    "fresh": read_policy,
    "aged": lambda: setattr(published, "_copy", replace(read_policy(), taken=-3600.0)),
    "overtaken": lambda: setattr(published, "_copy", replace(read_policy(), value=now(days=900))),
    "none": forget_policy,
}


def count(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert ask().status_code in {200, 204}
    return len(asked)


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("state", STATES)
def test_a_gate_asks_at_most_twice(client: Client, video: Embed, state: str, copy: str) -> None:
    STATES[state](client)
    COPIES[copy]()
    assert count(lambda: client.get(f"/consent/embed/{video.id}/")) <= MOST
    COPIES[copy]()
    assert count(lambda: post(client, f"/consent/embed/{video.id}/", {"choice": "once"})) <= MOST
    COPIES[copy]()
    assert count(lambda: client.get("/consent/statistics.js")) <= MOST


def test_what_consent_puts_into_a_page_asks_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    template = Template(
        "{% load consent_gate %}{% consent_banner %}{% embed_placeholder url 'Film' %}{% embed_placeholder url 'En till' %}"
    )
    read_policy()
    with django_assert_num_queries(0):
        html = template.render(Context({"url": VIDEO}))
    assert html.count("/consent/embed/") and "data-consent=" in html
