"""What templates say of consent: the banner, and a placeholder for something that others host."""

import json
from dataclasses import asdict
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from consent.categories import OPTIONAL
from consent.choosing.decisions import lifetime
from consent.gate.embeds import describe_placeholder
from consent.listing import describe_clearing
from consent.registry.published import read_policy
from consent.responses import SETTINGS_PATHS

register = template.Library()

COUNT = "consent.placeholders"


@register.inclusion_tag("consent/banner.html", takes_context=True)
def consent_banner(context: Context) -> dict[str, Any]:
    """Render the banner, hidden, with what the loader compares a cookie with."""
    request = context.get("request")
    policy = read_policy()
    language = get_language() or "sv"
    terms = {name: asdict(policy.terms[name]) for name in OPTIONAL}
    clearing = describe_clearing()
    return {
        "banner": {key: text[language] for key, text in policy.content["banner"].items()},
        "terms": json.dumps({"days": lifetime().days, "terms": terms}),
        "clearing": json.dumps(clearing) if clearing else "",
        "revision": policy.value,
        "next": request.path if request else "",
        "settings_path": cookie_settings_path(),
    }


@register.inclusion_tag("consent/placeholder.html", takes_context=True)
def embed_placeholder(
    context: Context, url: str, title: str, picture_url: str = "", transcript: str = ""
) -> dict[str, Any]:
    """Render what stands where `url` would be shown; a plain link when no provider understands it."""
    described = describe_placeholder(url, title, picture_url, transcript)
    return described | {"name": f"gate-{count_placeholder(context)}"}


@register.simple_tag
def cookie_settings_path() -> str:
    """Return the address of the settings page in the current language."""
    return SETTINGS_PATHS.get(get_language() or "sv", SETTINGS_PATHS["sv"])


def count_placeholder(context: Context) -> int:
    """Return 1 for the page's first placeholder, 2 for its second: a page may show one thing twice.

    The blocks of a page are rendered each in a context of its own, and share the request alone.
    """
    request = context.get("request")
    counts = request.META if request else context.render_context
    number = int(counts.get(COUNT) or 0) + 1
    counts[COUNT] = number
    return number
