"""Publishes and expires at the minute an editor chose."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log as log_action
from wagtail.models import Page, Revision

from pages.log_actions import CALLED_OFF
from pages.models.release import Release
from pages.models.stating import PublishedSnippet
from pages.quality.checking import find_obstacles
from pages.releasing.publishing import publish_scheduled

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Done:
    """How many objects one pass published, withdrew and failed at, and how many releases went out."""

    published: int = 0
    released: int = 0
    expired: int = 0
    failed: int = 0


def publish_due() -> Done:
    """Do what is due now; one that fails is logged and keeps none of the others."""
    done, now = Done(), timezone.now()
    for model in (Page, *PublishedSnippet.__subclasses__()):
        for expired in model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
            done.expired += attempt(done, expire, type(expired), expired.pk)
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        done.published += attempt(done, publish, Revision, revision.pk)
    for pk in Release.objects.due(now).values_list("pk", flat=True):
        outcome = publish_scheduled(pk)
        done.released += outcome == "published"
        done.failed += outcome == "failed"
    return done


def attempt(done: Done, act: Callable[[Any], None], model: type[Any], pk: int) -> bool:
    """Lock the row and act on it, in a transaction; False when somebody else did, or when it failed."""
    try:
        with transaction.atomic():
            row = model.objects.select_for_update().filter(pk=pk).first()
            if row is None or not is_still_due(row):
                return False
            act(row)
            return True
    except Exception:
        log.exception("could not publish or withdraw %s %s on time", model.__name__, pk)
        done.failed += 1
        return False


def is_still_due(row: Any) -> bool:
    """Tell whether nobody has done it in the meantime, another beat for example."""
    due = row.approved_go_live_at if isinstance(row, Revision) else row.live and row.expire_at
    return bool(due) and due < timezone.now()


def expire(row: Any) -> None:
    specific = getattr(row, "specific", row)
    specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish(revision: Revision) -> None:
    """Publish a revision, or call its time off when it cannot be public: it would fail at every tick."""
    becoming = revision.as_object()
    obstacles = find_obstacles(becoming)
    if obstacles:
        reasons = [finding.message for finding in obstacles]
        log.warning("called off the publication of %s: %s", becoming, " ".join(reasons))
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log_action(becoming, CALLED_OFF, revision=revision, data={"reasons": reasons})
        return
    revision.publish(log_action="wagtail.publish.scheduled")
