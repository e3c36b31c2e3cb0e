"""The change log as a feed (Atom, RFC 4287)."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from pages.changes.reading import Change

# What XML 1.0 cannot hold; somebody may have pasted it into a title.
UNSPEAKABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class ConstantFeed(Atom1Feed):
    """Django's feed, but an empty one is not newer each time it is read."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.num_items() else BEGINNING


def write_feed(changes: list[Change], language: str, path: str, log_path: str) -> str:
    """Return the feed at `path` of the log at `log_path`; addresses in it are absolute, times in UTC."""
    site = settings.WAGTAIL_SITE_NAME
    feed = ConstantFeed(
        title=_("%(site)s: changes") % {"site": site},
        link=absolute(log_path),
        description=_("What has changed in the plan."),
        subtitle=_("What has changed in the plan."),
        language=language,
        author_name=site,
        author_link=absolute(f"/{language}/"),
        feed_url=absolute(path),
        feed_guid=absolute(path),
    )
    for change in changes:
        moment = change.at.astimezone(UTC)
        feed.add_item(
            title=clean(change.title),
            link=absolute(change.path or f"{log_path}#change-{change.id}"),
            description=clean(
                render_to_string("pages/changes/summary.html", {"change": change, "site": settings.SITE_URL})
            ),
            unique_id=f"urn:uuid:{change.id}",
            pubdate=moment,
            updateddate=moment,
            categories=[change.kind_label] if change.kind_label else [],
        )
    return feed.writeString("utf-8")


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def clean(text: str) -> str:
    """Return the text without the characters that no XML may hold."""
    return UNSPEAKABLE.sub("", text).strip()
