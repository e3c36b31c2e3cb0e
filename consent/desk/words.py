"""What the registry's codes are called at the desk."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consent.models import CategoryName
from consent.registry.adapters import ADAPTERS
from consent.registry.comparing import BANNER, Meaning

ADAPTER_WORDS: Mapping[str, str | Promise] = {
    "youtube": _("YouTube: videos"),
    "vimeo": _("Vimeo: videos"),
    "openstreetmap": _("OpenStreetMap: maps"),
    "instagram": _("Instagram: posts"),
    "any": _("Any address on the hosts below, shown as it is"),
}
MEANING_WORDS: Mapping[Meaning, str | Promise] = {
    "wording": _("Only the wording: nobody is asked again"),
    "content": _("The content: those who said yes are asked again"),
    "purpose": _("A new purpose: everybody is asked again, those who said no too"),
}
FIELD_WORDS: Mapping[str, str | Promise] = {
    "": _("The whole category"),
    "label": _("Name"),
    "title": _("Heading"),
    "text": _("Text"),
    "refuse": _("The answer no"),
    "accept": _("The answer yes"),
    "choose": _("The link to the settings"),
    "company": _("Company"),
    "kind": _("Kind"),
    "country": _("Country"),
    "purpose": _("Purpose"),
    "shared": _("What they learn"),
    "privacy": _("Their privacy policy"),
    "mode": _("How it takes part"),
    "adapter": _("How its addresses are read"),
    "hosts": _("Hosts"),
    "host": _("Host"),
    "path": _("Path"),
    "owner": _("Set by"),
    "lifetime": _("Kept"),
    "built_in": _("Set by this software"),
}


def choose_adapters() -> list[tuple[str, str | Promise]]:
    """Return the choices of a form: every adapter that the code has, and none."""
    known = [(name, ADAPTER_WORDS.get(name, name)) for name in ADAPTERS]
    return [("", _("Not at all: nothing of theirs is shown in a page")), *known]


def name_category(name: str) -> str:
    """Return what the desk calls a category, or the banner."""
    return str(_("The banner") if name == BANNER else CategoryName(name).label)
