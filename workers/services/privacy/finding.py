"""Finds what is kept about an address outside of its subscriber's row."""

from collections.abc import Iterator

from django.db.models import QuerySet

from workers.models import ContactImportRow, Letter, Subscriber, WebhookEndpoint
from workers.services.suppressing.marking import spell


def find_subscribers(email: str) -> "QuerySet[Subscriber]":
    """Return who has this address: one, or nobody."""
    return Subscriber.objects.filter(email__in={email.strip(), spell(email)}).order_by("pk")


def find_letters(email: str) -> "QuerySet[Letter]":
    """Return the letters to an address."""
    return Letter.objects.filter(recipient__iexact=spell(email)).order_by("pk")


def find_reports(email: str) -> "QuerySet[Letter]":
    """Return the fault reports whose writer wants an answer at this address."""
    return Letter.objects.filter(reply_to__iexact=spell(email)).order_by("pk")


def find_import_rows(email: str) -> Iterator[ContactImportRow]:
    """Yield the rows of lists of contact persons that name an address, however it is spelled there."""
    rows = ContactImportRow.objects.exclude(cells={}).select_related("upload")
    for row in rows.order_by("pk").iterator():
        if spell(str(row.cells.get("email", ""))) == spell(email):
            yield row


def find_endpoints(email: str) -> list[WebhookEndpoint]:
    """Return the webhooks that somebody at this address looks after, however it is spelled there."""
    endpoints = WebhookEndpoint.objects.exclude(owner_email="").order_by("pk")
    return [endpoint for endpoint in endpoints if spell(endpoint.owner_email) == spell(email)]
