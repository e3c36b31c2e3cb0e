"""A link leads to something that the reader may read."""

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from pages.reading import as_recorded
from pages.record import Publication

from .findings import Finding, Html, Piece, Severity
from .hypertext import Link, find_links


def check_destinations(pieces: list[Piece], together: Collection[int] = ()) -> Iterator[Finding]:
    """Yield a finding for each link to a page or document that readers do not reach.

    What was withdrawn, restricted or deleted is an error. A page that was never public is a
    warning: two new pages may name each other. `together` are the ids of pages that become
    public in the same moment. Queries: one for each kind of target, however many the links.
    """
    links = [
        (piece, link) for piece in pieces if isinstance(piece, Html) for link in find_links(piece.source)
    ]
    judged = judge_pages({link.id for _piece, link in links if link.linktype == "page"}, together)
    judged |= judge_documents({link.id for _piece, link in links if link.linktype == "document"})
    judged |= judge_paths({link.href for _piece, link in links if not link.linktype})
    for piece, link in links:
        verdict = judged.get(target_of(link))
        if verdict is not None:
            severity, message = verdict
            yield Finding("destinations", severity, message % {"text": link.text}, piece.place)


Target = tuple[str, str]
Verdict = tuple[Severity, str]


def target_of(link: Link) -> Target:
    return (link.linktype, link.id or link.href) if link.linktype else ("", link.href)


def judge_pages(ids: Collection[str], together: Collection[int]) -> dict[Target, Verdict]:
    """Return what is wrong with each page, by its target; two queries."""
    known = {int(each) for each in ids if each.isdigit()} - set(together)
    pages = {page.pk: page for page in Page.objects.filter(pk__in=known)} if known else {}
    closed = list(PageViewRestriction.objects.values_list("page__path", flat=True)) if pages else []
    judged = {}
    for each in ids:
        if each.isdigit() and int(each) in together:
            continue
        verdict = judge_page(pages.get(int(each)) if each.isdigit() else None, closed)
        if verdict is not None:
            judged["page", each] = verdict
    return judged


def judge_page(page: Page | None, closed: list[str]) -> Verdict | None:
    """Return what is wrong with a page as the target of a link; None when readers reach it."""
    if page is None:
        return Severity.ERROR, _("The link “%(text)s” leads to a page that was deleted.")
    if any(page.path.startswith(path) for path in closed):
        return Severity.ERROR, _("The link “%(text)s” leads to a page that is not open to everybody.")
    if not page.live and page.first_published_at is not None:
        return Severity.ERROR, _("The link “%(text)s” leads to a page that was withdrawn.")
    if not page.live:
        return Severity.WARNING, _("The link “%(text)s” leads to a page that is not published yet.")
    return None


def judge_documents(ids: Collection[str]) -> dict[Target, Verdict]:
    """Return what is wrong with each document; one query."""
    known = {int(each) for each in ids if each.isdigit()}
    there = (
        set(get_document_model().objects.filter(pk__in=known).values_list("pk", flat=True))
        if known
        else set()
    )
    message = _("The link “%(text)s” leads to a document that was deleted.")
    return {
        ("document", each): (Severity.ERROR, message)
        for each in ids
        if not each.isdigit() or int(each) not in there
    }


def judge_paths(hrefs: Collection[str]) -> dict[Target, Verdict]:
    """Return what is wrong with links that are written as addresses of our own site; one query."""
    paths = {href: as_recorded(path) for href in hrefs if (path := own_path(href))}
    if not paths:
        return {}
    rows = Publication.objects.filter(path__in=set(paths.values())).order_by("pk").values_list("path", "kind")
    withdrawn = {path for path, kind in dict(rows).items() if kind == "withdrawn"}
    message = _("The link “%(text)s” leads to a page that was withdrawn.")
    return {("", href): (Severity.ERROR, message) for href, path in paths.items() if path in withdrawn}


def own_path(href: str) -> str:
    """Return the path of an address on our own site, empty for others."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return ""
    own = urlsplit(settings.SITE_URL)
    if parts.netloc and parts.netloc != own.netloc:
        return ""
    return parts.path if parts.path.startswith("/") else ""
