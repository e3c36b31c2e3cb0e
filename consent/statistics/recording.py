"""Page views, counted only for those who said yes: a day, a path, a language, a referring host."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from consent.events import PageViewed, page_viewed
from consent.models import DailyCount, OutgoingView, PageView
from consent.spooling import store
from consent.statistics.recipient import find_allowed

HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
BATCH = 5000
HOSTS_A_DAY = 500
LONGEST_PATH = 1000
PUBLIC_PATH = re.compile(r"/(?P<language>sv|en)/")

_path_checks: list[Callable[[str], bool]] = []


def register_path_check(check: Callable[[str], bool]) -> None:
    """Let whoever has pages say which paths are live; a view of any other path is not counted."""
    if check not in _path_checks:
        _path_checks.append(check)


def record_view(path: str, referring_host: str, own_host: str) -> bool:
    """Keep one page view for counting and forwarding, and announce it; return whether the path is live.

    `path` begins with its language ("/sv/planen/"). A referring host that is ours or is no
    host name becomes empty. No check is asked of a path that does not print: PostgreSQL keeps no NUL.
    Never waits long for a lock (`consent.spooling`).
    """
    public = PUBLIC_PATH.match(path)
    if not public or len(path) > LONGEST_PATH or not path.isprintable():
        return False
    if not any(check(path) for check in _path_checks):
        return False
    now = timezone.now()
    host = clean_host(referring_host)
    host = "" if host == clean_host(own_host) else host
    language = public["language"]
    seen = {
        "day": timezone.localdate(now),
        "path": path,
        "language": language,
        "referring_host": host,
    }
    recipient = find_allowed()
    forwarded = [OutgoingView(recipient=recipient.host, **seen)] if recipient else []
    store(PageView(**seen), *forwarded)
    page_viewed.send(sender=PageView, event=PageViewed(path, language, host, now))
    return True


def clean_host(value: str) -> str:
    """Return a lower-case host name without its port; empty when it is none."""
    try:
        host = (urlsplit(f"//{value}").hostname or "").removesuffix(".")
    except ValueError:
        return ""
    return host if HOST.fullmatch(host) else ""


def forget_surplus_hosts(views: list[PageView]) -> None:
    """Empty the referring hosts beyond a day's first 500: whoever makes them up fills no table. A query a day."""
    known: dict[date, set[str]] = {}
    for view in views:
        if view.day not in known:
            kept = DailyCount.objects.filter(day=view.day).values_list("referring_host", flat=True)
            known[view.day] = {"", *kept.distinct()}
        hosts = known[view.day]
        if view.referring_host not in hosts and len(hosts) > HOSTS_A_DAY:
            view.referring_host = ""
        hosts.add(view.referring_host)


def count_views() -> int:
    """Turn at most 5 000 kept page views into daily counts; return how many. May run twice or late."""
    with transaction.atomic():
        views = PageView.objects.order_by("pk")
        if connection.features.has_select_for_update_skip_locked:
            views = views.select_for_update(skip_locked=True)
        batch = list(views[:BATCH])
        forget_surplus_hosts(batch)
        counted = Counter((view.day, view.path, view.language, view.referring_host) for view in batch)
        for (day, path, language, host), views_counted in sorted(counted.items()):
            count, _ = DailyCount.objects.get_or_create(
                day=day, path=path, language=language, referring_host=host
            )
            DailyCount.objects.filter(pk=count.pk).update(views=F("views") + views_counted)
        PageView.objects.filter(pk__in=[view.pk for view in batch]).delete()
    return len(batch)
