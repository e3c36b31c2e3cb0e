"""The policy for other front ends: what is asked, what a yes would let in, and a policy to send."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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


@dataclass(frozen=True, slots=True)
class Document:
    """The policy in one language, as a value and as the octets of its JSON; `hash` changes when they do."""

    value: dict[str, Any]
    octets: bytes
    hash: str
    made_from: tuple[Mapping[str, Any], str]


_documents: dict[str, Document] = {}


def describe_policy(language: str) -> dict[str, Any]:
    """Return the policy in one language (sv or en); the same for every visitor, no query when warm.

    Shape: `{language, hash, revision, lifetime_days, content_security_policy,
    direct_content_security_policy, statement, banner, categories: [{name, required, revision, purposes,
    label, purpose, services: [...], stored: [...]}]}` (`cms.policy_schema`). Do not change it: it is kept.
    """
    return write_policy(language).value


def write_policy(language: str) -> Document:
    """Return the policy in one language, made once for each revision. No query when warm."""
    policy, site = read_policy(), settings.SITE_URL
    known = _documents.get(language)
    if known is None or known.made_from[0] is not policy.content or known.made_from[1] != site:
        value = _describe(policy, language, site)
        digest = sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
        value = {**value, "hash": digest}
        octets = json.dumps(value, ensure_ascii=False).encode()
        known = _documents[language] = Document(value, octets, digest, (policy.content, site))
    return known


def _describe(policy: Policy, language: str, site: str) -> dict[str, Any]:
    content = choose_language(dict(policy.content), language)
    hosts = [
        f"https://{host}" for service in list_services() if service.mode == "frame" for host in service.hosts
    ]
    return {
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
