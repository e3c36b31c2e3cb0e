"""Tells a front end what to frame for one embed, and only with a statement that lets it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from consent.choosing.decisions import decide
from consent.gate.embeds import find_embed, gate_path
from consent.gate.policies import PLAYER_SANDBOX
from consent.registry.published import Policy, read_current
from consent.registry.references import Reference
from consent.statements.signing import NotStatedError, Statement, read_choice, read_once, sign

ALLOW = "fullscreen; picture-in-picture"
REFERRER_POLICY = "strict-origin-when-cross-origin"


@dataclass(frozen=True, slots=True)
class RefusedError(Exception):
    """No statement lets this embed be shown; `reference` is what a placeholder may say."""

    reference: Reference


def resolve(embed_id: str, text: str, origin: str, language: str) -> dict[str, Any]:
    """Return how a front end shows an embed; raise `RefusedError`, or `Http404` for an unknown one. Two queries.

    Shape: `{provider, title, mode, original, gate, frame: {src, allow, sandbox, referrerpolicy, csp}}`.
    `gate` is our own document, which frames the provider: for a front end whose policy names nobody
    but us. It opens within a minute, for this embed and this origin. A provider's script (`mode` script)
    runs nowhere else, so then the frame is the gate.
    """
    policy = read_current()
    reference = find_embed(embed_id)
    if reference is None:
        raise Http404("no such embed")
    if not lets(text, origin, reference, policy):
        raise RefusedError(reference)
    query = {"language": language, "statement": sign(Statement(origin, {}, reference.id))}
    gate = f"{settings.SITE_URL}{gate_path(reference, **query)}"
    is_framed = reference.adapter.mode == "frame"
    hosts = [f"https://{host}" for host in reference.service.hosts] if is_framed else [settings.SITE_URL]
    return {
        **describe(reference, language),
        "mode": reference.adapter.mode,
        "original": reference.original,
        "gate": gate,
        "frame": {
            "src": reference.frame if is_framed else gate,
            "allow": ALLOW,
            "sandbox": " ".join(PLAYER_SANDBOX),
            "referrerpolicy": REFERRER_POLICY,
            "csp": f"frame-src {' '.join(hosts)}",
        },
    }


def describe(reference: Reference, language: str) -> dict[str, Any]:
    """Return what may be said of an embed to anybody; the title names the kind and who, as the gate does."""
    service = reference.service
    title = _("%(kind)s from %(provider)s") % {"kind": service.kind.read(language), "provider": service.label}
    return {"provider": service.name, "title": title}


def describe_refused(reference: Reference, language: str) -> dict[str, Any]:
    """Return what a placeholder may say of an embed: who has it, and where the original and the gate are."""
    return {
        **describe(reference, language),
        "url": reference.original,
        "category": reference.service.category,
        "gate": f"{settings.SITE_URL}{gate_path(reference)}",
    }


def lets(text: str, origin: str, reference: Reference, policy: Policy) -> bool:
    """Tell whether a statement for this origin lets the embed be shown: by the choice, or this one once."""
    try:
        return decide(read_choice(text, origin).pairs, policy).grants_service(reference.service.name)
    except NotStatedError:
        return opens(text, reference.id) == origin


def opens(text: str, embed_id: str) -> str:
    """Return the origin that may show this one embed now, or nothing."""
    try:
        once = read_once(text)
    except NotStatedError:
        return ""
    return once.origin if once.embed == embed_id else ""
