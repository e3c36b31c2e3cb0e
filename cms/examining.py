"""Looks the whole site over and says what is wrong, a sentence each."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from wagtail.models import Locale, Site

from cms.broker import broker_answers, heartbeat_age
from workers.models import EndpointState, WebhookEndpoint
from workers.services.alerting.measuring import measure
from workers.services.bounces.examining import look_into_mailbox
from workers.services.bounces.imap import MailboxDown
from workers.services.delivering.breaking import read_breaker

HEARTBEAT_LIMIT = 60.0
SHORTEST_KEY = 50
READ_NOWHERE = (
    "bounces are read nowhere: addresses that do not work are written to for ever, and receivers take who does so"
    " for a sender of spam; set BOUNCES_URL or ANYMAIL_PROVIDER"
)


class Remark(str):
    """A finding that is worth knowing, and no fault."""

    __slots__ = ()


def examine() -> dict[str, list[str]]:
    """Return the findings by subject; none, or remarks alone, is good."""
    return {subject: list_findings(look) for subject, look in SUBJECTS.items()}


def is_wrong(findings: list[str]) -> bool:
    return not all(isinstance(finding, Remark) for finding in findings)


def list_findings(look: Callable[[], Iterator[str]]) -> list[str]:
    """Return what one look finds; a database that fails it is a finding, not a crash."""
    try:
        return list(look())
    except DatabaseError as error:
        return [f"the database cannot answer: {str(error).splitlines()[0]}"]


def look_at_database() -> Iterator[str]:
    connections[DEFAULT_DB_ALIAS].ensure_connection()
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if behind:
        yield f"{len(behind)} migrations are not applied: run `python -m cms migrate`"


def look_at_queue() -> Iterator[str]:
    if not broker_answers():
        yield f"the broker does not answer at {settings.REDIS_URL.rsplit('@', 1)[-1]}; mail waits in the database"
        return
    age = heartbeat_age()
    if age is None:
        yield "beat and worker have not been seen: start both"
    elif age > HEARTBEAT_LIMIT:
        yield f"beat and worker were last seen {age:.0f} s ago"


def look_at_mail() -> Iterator[str]:
    breaker = read_breaker()
    if breaker.is_open and breaker.opened_at is not None:
        yield (
            f"the mail server {breaker.route} has not taken our mail since {breaker.opened_at:%Y-%m-%d %H:%M} UTC"
            f" ({breaker.reason or 'no answer'}): check EMAIL_URL and the server; nothing is lost"
        )
    now = timezone.now()
    for standing in measure(now):
        if standing.begun_again and standing.stands_still(now):
            yield (
                f"{standing.queue.value}: one was begun {standing.begun_again} times and broke off each time:"
                " see the logs of worker and machine"
            )
        elif standing.stands_still(now):
            yield (
                f"{standing.queue.value}: the oldest has waited for {standing.age(now):.0f} s and none is finished:"
                " see whether worker and beat run"
            )


def look_at_bounces() -> Iterator[str]:
    if settings.ANYMAIL_PROVIDER:
        yield Remark(f"{settings.ANYMAIL_PROVIDER} reports to /webhooks/mail/{settings.ANYMAIL_PROVIDER}/")
    elif not settings.BOUNCES_URL:
        yield Remark(READ_NOWHERE)
    if not settings.BOUNCES_URL:
        return
    try:
        found = look_into_mailbox()
    except MailboxDown as down:
        yield f"the mailbox of BOUNCES_URL cannot be read: {down}"
    else:
        yield Remark(f"the mailbox can be read: {found.waiting} unread, {found.aside} put aside for people")


def look_at_webhooks() -> Iterator[str]:
    ended = WebhookEndpoint.objects.filter(state__in=(EndpointState.GONE, EndpointState.FAILING)).count()
    if ended:
        yield f"{ended} webhooks were turned off because they did not work: see them in the admin"
    failing = WebhookEndpoint.objects.on().filter(failing_since__isnull=False).count()
    if failing:
        yield f"{failing} webhooks fail at present and are tried again"


def look_at_files() -> Iterator[str]:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR):
            pass
    except OSError as error:
        yield f"DATA_DIR {settings.DATA_DIR} cannot be written to: {error.strerror}"
    if not any(Path(settings.STATIC_ROOT).glob("*")):
        yield "static files are not collected: run `python -m cms prepare`"


def look_at_site() -> Iterator[str]:
    if not Site.objects.filter(is_default_site=True).exists():
        yield "there is no default site"
    missing = {code for code, _ in settings.LANGUAGES} - set(
        Locale.objects.values_list("language_code", flat=True)
    )
    if missing:
        yield f"no locale for {', '.join(sorted(missing))}"


def look_at_settings() -> Iterator[str]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY and not settings.SHOW_MAILBOX:
        yield f"SECRET_KEY is shorter than {SHORTEST_KEY} characters"
    if not settings.EMAIL_URL and not settings.SHOW_MAILBOX:
        yield "EMAIL_URL is not set: mail stays in DATA_DIR/mail and reaches nobody"
    if settings.EMAIL_URL and "@localhost" in settings.DEFAULT_FROM_EMAIL + settings.EDITORS_EMAIL:
        yield "MAIL_FROM or EDITORS_EMAIL is an address at localhost"


def look_at_rules() -> Iterator[str]:
    for message in checks.run_checks(include_deployment_checks=False, databases=[DEFAULT_DB_ALIAS]):
        if message.is_serious(checks.WARNING):
            yield f"{message.id}: {message.msg}"


SUBJECTS: dict[str, Callable[[], Iterator[str]]] = {
    "database": look_at_database,
    "queue": look_at_queue,
    "mail": look_at_mail,
    "bounces": look_at_bounces,
    "webhooks": look_at_webhooks,
    "files": look_at_files,
    "site": look_at_site,
    "settings": look_at_settings,
    "rules": look_at_rules,
}
