"""The policy for other front ends: what is asked, what a yes would let in, and a policy to send."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.conf import settings

from consent.choosing.decisions import lifetime
from consent.registry.published import Policy, list_services, read_policy
from consent.statements.signing import ADDRESS, CHOICE_HOLDS, HEADER

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' {site}; font-src 'self'; "
    "connect-src 'self' {site}; frame-src {frames}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

_described: dict[str, tuple[Policy, str, dict[str, Any]]] = {}


def describe_policy(language: str) -> dict[str, Any]:
    """Return the policy in one language (sv or en); the same for every visitor, no query when warm.

    Shape: `{language, revision, lifetime_days, content_security_policy, direct_content_security_policy,
    statement, banner, categories: [{name, required, revision, purposes, label, purpose, services: [...],
    stored: [...]}], hash}` (`cms.policy_schema`). Made once for each policy and language: do not change it.
    """
    policy, site = read_policy(), settings.SITE_URL
    known = _described.get(language)
    if known is None or known[0].content is not policy.content or known[1] != site:
        known = _described[language] = (policy, site, _describe(policy, language, site))
    return known[2]


def _describe(policy: Policy, language: str, site: str) -> dict[str, Any]:
    content = choose_language(dict(policy.content), language)
    hosts = [
        f"https://{host}" for service in list_services() if service.mode == "frame" for host in service.hosts
    ]
    described = {
        "language": language,
        "revision": policy.value,
        "lifetime_days": lifetime().days,
        "content_security_policy": CONTENT_SECURITY_POLICY.format(site=site, frames=site),
        "direct_content_security_policy": CONTENT_SECURITY_POLICY.format(
            site=site, frames=" ".join(dict.fromkeys([site, *hosts]))
        ),
        "statement": {
            "address": f"{site}{ADDRESS}",
            "seconds": int(CHOICE_HOLDS.total_seconds()),
            "header": HEADER,
        },
        "banner": content["banner"],
        "categories": [
            {**_describe_category(category), **asdict(policy.terms[category["name"]])}
            for category in content["categories"]
        ],
    }
    return {**described, "hash": sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()}


def _describe_category(category: Mapping[str, Any]) -> dict[str, Any]:
    services = [{**service, "host": next(iter(service["hosts"]), "")} for service in category["services"]]
    return {**category, "services": services}


def choose_language(value: Any, language: str) -> Any:
    """Return JSON where each `{"sv": …, "en": …}` is the one text in `language`."""
    if isinstance(value, dict):
        if value.keys() == {"sv", "en"}:
            return value[language]
        return {key: choose_language(inner, language) for key, inner in value.items()}
    if isinstance(value, list):
        return [choose_language(inner, language) for inner in value]
    return value
