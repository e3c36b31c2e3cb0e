"""Names texts of a page to an editor: the field, and how the text begins."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

SHOWN = 5
LONGEST = 60


def name_texts(texts: list[tuple[str, str]], said_of: Any) -> str:
    """Return the first of the texts, each a (path, HTML), as one line."""
    named = "; ".join(name_text(path, html, said_of) for path, html in texts[:SHOWN])
    return named if len(texts) <= SHOWN else f"{named} …"


def name_text(path: str, html: str, said_of: Any) -> str:
    """Return the field's name and the beginning of its text."""
    name = path.split(".", maxsplit=1)[0]
    try:
        label = capfirst(str(said_of._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        label = name
    text = Truncator(strip_tags(html)).chars(LONGEST)
    return _("%(field)s (“%(text)s”)") % {"field": label, "text": text}
