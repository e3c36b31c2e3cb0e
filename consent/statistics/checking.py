"""Tells the operator why nothing is forwarded, or who could read along."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004  Django's own name for it
from django.db import DEFAULT_DB_ALIAS, DatabaseError

from consent.statistics.recipient import (
    SHAPE,
    BadAddressError,
    Obstacle,
    find_obstacle,
    parse_recipient,
)


@register()
def check_address(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """`MATOMO_URL` can be read, and what is told there cannot be read on the way."""
    if not settings.MATOMO_URL:
        return []
    try:
        recipient = parse_recipient(settings.MATOMO_URL)
    except BadAddressError as error:
        return [
            Warning(
                f"MATOMO_URL cannot be used, and nothing is forwarded: {error}.",
                hint=f"Write it as {SHAPE}",
                id="consent.W011",
            )
        ]
    if recipient.is_open:
        return [
            Warning(
                f"MATOMO_URL begins with http: page views and the token go to {recipient.host} unencrypted.",
                hint="Write https.",
                id="consent.W012",
            )
        ]
    return []


@register(Tags.database)
def check_declared(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """The recipient is one that visitors were told of; asked only where checks may ask the database."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    try:
        undeclared = find_obstacle() == Obstacle.UNDECLARED
    except DatabaseError:
        return []
    if not undeclared:
        return []
    host = parse_recipient(settings.MATOMO_URL).host
    return [
        Warning(
            f"Nothing is forwarded to {host}: the published policy does not tell visitors of it.",
            hint="Under “Cookies and services”, add a service in the category Statistics whose mode is “Our "
            f"server tells theirs”, with {host} among its hosts, and publish.",
            id="consent.W013",
        )
    ]
