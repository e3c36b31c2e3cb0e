"""The policy for other front ends: what is asked, what a yes would let in, and a policy to send."""

from typing import Any

from django.conf import settings

from consent.choosing.decisions import lifetime
from consent.registry.publishing import read_snapshot

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {site}; font-src 'self'; "
    "connect-src 'self' {site}; frame-src {site}; form-action 'self' {site}; frame-ancestors 'none'; base-uri 'none'"
)


def describe_policy(language: str) -> dict[str, Any]:
    """Return the policy in one language (sv or en); the same for every visitor, no query when warm.

    Shape: `{revision, lifetime_days, content_security_policy, categories: [{name, required, revision,
    label, purpose, services: [...], stored: [...]}]}`. The recommended policy names our own origin, whose
    gate a front end may frame.
    """
    snapshot = read_snapshot()
    return {
        "language": language,
        "revision": snapshot.revision,
        "lifetime_days": lifetime().days,
        "content_security_policy": CONTENT_SECURITY_POLICY.format(site=settings.SITE_URL),
        "categories": [
            {"revision": snapshot.revisions[name], **choose_language(content, language)}
            for name, content in snapshot.contents.items()
        ],
    }


def choose_language(value: Any, language: str) -> Any:
    """Return JSON where each `{"sv": …, "en": …}` is the one text in `language`."""
    if isinstance(value, dict):
        if value.keys() == {"sv", "en"}:
            return value[language]
        return {key: choose_language(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [choose_language(inner, language) for inner in value]
    return value
