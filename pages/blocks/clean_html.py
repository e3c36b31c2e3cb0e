"""Rich text as it may reach a reader: links and emphasis, never a frame, script or embed."""

import re
from typing import Any, Final

import nh3
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

TAGS: Final = {"p", "br", "a", "b", "strong", "i", "em", "ul", "ol", "li", "sub", "sup"}
ATTRIBUTES: Final = {"a": {"href", "lang", "hreflang"}}
SCHEMES: Final = {"http", "https", "mailto", "tel", "page"}

_PAGE_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_PAGE_ID = re.compile(r'\bid="(\d+)"')


def show_to_readers(source: str, context: dict[str, Any] | None = None) -> RichText:
    """Return rich text from the database as templates print it: expanded first, then cleaned.

    `context` is the page's: its `glossary`, where there is one, marks up the words it explains.
    """
    html = clean(expand_db_html(source))
    glossary = (context or {}).get("glossary")
    return RichText(glossary.mark_up(html) if glossary else html)


def clean(html: str) -> str:
    """Return HTML with nothing but the allowed elements; text of the others stays."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def keep_for_the_record(source: str) -> str:
    """Return clean HTML in which a link to a page names its key: `href="page:<uuid>"`.

    Paths change and primary keys mean nothing to others; the API puts in the path of the day.
    """
    ids = {int(found) for tag in _PAGE_LINK.findall(source) for found in _PAGE_ID.findall(tag)}
    keys = dict(Page.objects.filter(pk__in=ids).values_list("pk", "translation_key"))

    def name_the_key(match: re.Match[str]) -> str:
        found = _PAGE_ID.search(match[0])
        key = keys.get(int(found[1])) if found else None
        return f'<a href="page:{key}">' if key else "<a>"

    return clean(expand_db_html(_PAGE_LINK.sub(name_the_key, source)))
