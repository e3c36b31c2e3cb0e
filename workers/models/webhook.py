"""Who is told by machine, of what, and how far each message has come."""

import secrets
import uuid
from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workers.models.subscription import Language

MESSAGE_PREFIX = "msg_"


class EventType(models.TextChoices):
    """What front ends and integrators may ask to hear of; the names are public."""

    PAGE_PUBLISHED = "page.published", _("something was published or changed")
    PAGE_WITHDRAWN = "page.withdrawn", _("something was withdrawn")
    RELEASE_PUBLISHED = "release.published", _("a release was published, after all that is in it")
    INDICATOR_REPORTED = "indicator.reported", _("an indicator got new values")


TEST_TYPE = "webhook.test"


class EndpointState(models.TextChoices):
    ON = "on", pgettext_lazy("webhook", "On")
    OFF = "off", pgettext_lazy("webhook", "Turned off")
    GONE = "gone", pgettext_lazy("webhook", "Turned off: the receiver said that it is gone")
    FAILING = "failing", pgettext_lazy("webhook", "Turned off: it failed for days")


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    """The endpoints, as queueing and posting ask for them."""

    def on(self) -> "WebhookEndpointQuerySet":
        return self.filter(state=EndpointState.ON)

    def free(self, now: datetime) -> "WebhookEndpointQuerySet":
        """Endpoints whose turn nobody holds, with something to post now."""
        due = WebhookPost.objects.due(now).filter(endpoint=models.OuterRef("pk"))
        return self.on().filter(models.Exists(due), next_turn_at__lte=now)


class WebhookEndpoint(models.Model):
    """An address that hears of events, signed with its own secret.

    One message at a time: whoever posts holds the endpoint's turn (`leased_by`), so that one that
    hangs delays nobody else. `next_turn_at` is the end of that lease, or of a rest after a failure.
    `previous_secret` signs too until `previous_until`. `failing_since` is the first failure after
    the last success.
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(
        _("name"), max_length=100, help_text=_("Who listens, so that colleagues know what this is for.")
    )
    url = models.URLField(_("address"), max_length=500)
    types = models.JSONField(_("events"), default=list)
    owner_email = models.EmailField(
        _("e-mail of who looks after it"),
        help_text=_("Gets a message when the webhook is turned off because it does not work."),
    )
    owner_language = models.CharField(
        _("language of that message"), max_length=12, choices=Language.choices, default=Language.SWEDISH
    )
    secret = models.CharField(_("secret"), max_length=100, editable=False)
    previous_secret = models.CharField(_("previous secret"), max_length=100, blank=True, editable=False)
    previous_until = models.DateTimeField(_("previous secret until"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=EndpointState.choices,
        default=EndpointState.ON,
        editable=False,
        db_index=True,
    )
    state_since = models.DateTimeField(_("since"), editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    succeeded_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    next_turn_at = models.DateTimeField(_("next turn at"), editable=False)
    leased_by = models.UUIDField(_("leased by"), null=True, blank=True, editable=False)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """The host alone: paths may hold what only the two of us should know."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_on(self) -> bool:
        return self.state == EndpointState.ON


def name_message() -> str:
    """Return a new name, by which a receiver drops what it gets twice."""
    return MESSAGE_PREFIX + secrets.token_hex(16)


class WebhookMessage(models.Model):
    """What is told: the very text that is signed and posted, the same at every attempt."""

    name = models.CharField(_("name"), max_length=60, unique=True, default=name_message)
    type = models.CharField(_("event"), max_length=40)
    about = models.CharField(_("about"), max_length=200, blank=True)
    body = models.TextField(_("content"))
    created_at = models.DateTimeField(_("created at"), db_index=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")

    def __str__(self) -> str:
        return self.name


class Problem(models.TextChoices):
    """Why an attempt failed; an answer's own words are kept beside it."""

    ADDRESS = "address", _("the address is not one that we post to")
    LOOKUP = "lookup", _("the name of the host was not found")
    PRIVATE = "private", _("the name leads to an address that is not on the open internet")
    CONNECTION = "connection", _("no connection, or it broke")
    TLS = "tls", _("the certificate or the encryption does not hold")
    SILENCE = "silence", _("no answer in time")
    NONSENSE = "nonsense", _("the answer was not HTTP")
    REDIRECT = "redirect", _("the answer leads elsewhere, and we do not follow")
    REFUSED = "refused", _("the answer was a refusal")
    GONE = "gone", _("the receiver said that it is gone")
    OURS = "ours", _("a fault on our side")


class PostState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("webhook message", "Waiting")
    DELIVERED = "delivered", pgettext_lazy("webhook message", "Delivered")
    FAILED = "failed", pgettext_lazy("webhook message", "Failed")
    STOPPED = "stopped", pgettext_lazy("webhook message", "Stopped: the webhook was turned off")
    MISSED = "missed", pgettext_lazy("webhook message", "Not posted: the webhook was off")


class WebhookPostQuerySet(models.QuerySet["WebhookPost"]):
    """The posts, as turns and replays ask for them."""

    def due(self, now: datetime) -> "WebhookPostQuerySet":
        return self.filter(state=PostState.WAITING, next_attempt_at__lte=now)

    def undelivered(self) -> "WebhookPostQuerySet":
        """Posts that nobody tries any more."""
        return self.filter(state__in=(PostState.FAILED, PostState.STOPPED, PostState.MISSED))


class WebhookPost(models.Model):
    """One message to one endpoint. `attempts` begins anew with a replay.

    `tries` are the last attempts, the oldest first, of replays too: `[at, status, problem]` with an
    ISO time, a status or null, and a `Problem` or empty.
    """

    endpoint = models.ForeignKey(
        WebhookEndpoint, models.CASCADE, related_name="posts", verbose_name=_("webhook")
    )
    message = models.ForeignKey(
        WebhookMessage, models.CASCADE, related_name="posts", verbose_name=_("message")
    )
    state = models.CharField(_("state"), max_length=12, choices=PostState.choices, default=PostState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    replays = models.PositiveSmallIntegerField(_("replays"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt at"))
    attempted_at = models.DateTimeField(_("last attempt at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("status of the last answer"), null=True, blank=True)
    problem = models.CharField(_("what went wrong"), max_length=12, choices=Problem.choices, blank=True)
    answer = models.TextField(_("beginning of the last answer"), blank=True)
    tries = models.JSONField(_("last attempts"), default=list)

    objects = WebhookPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of a webhook")
        verbose_name_plural = _("posts of webhooks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "endpoint"], name="an_endpoint_hears_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["endpoint", "next_attempt_at"],
                name="webhook_post_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["endpoint", "-id"], name="webhook_post_log"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.endpoint_id} ({self.state})"
