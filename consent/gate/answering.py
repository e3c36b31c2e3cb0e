"""What the gate of one embed answers: the service, a document that waits, or that it is gone."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest

from consent.choosing.decisions import Decision, read_decision
from consent.gate.embeds import gate_path, open_embed
from consent.gate.policies import OWN, PLAYER_SANDBOX, SANDBOX, Directives, let_frame, let_run
from consent.models import Embed
from consent.registry.references import Reference

Asked = Literal["once", "always", "never", "anew"]

CHOICES: dict[str, Asked] = {"once": "once", "always": "always", "never": "never"}
ASKING = "ask"
PASS = "pass"  # noqa: S105  the name of a parameter
PASS_SECONDS = 60
STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Answer:
    """A document of the gate: its template, what it shows, and what it may load."""

    template: str
    directives: Directives
    context: dict[str, Any]
    status: HTTPStatus = HTTPStatus.OK


def answer_gate(
    request: HttpRequest, embed: Embed, asked: Asked | None, language: str, statement: str = ""
) -> Answer:
    """Return the document for this visitor, who may have `asked` for something with a form. One query.

    With `?ask=yes` the document that waits asks by itself: for front ends that have no placeholder. So it
    does (`anew`) where the words have changed since the form that said always was shown.
    A `statement` that lets a front end of another site show this embed once counts as being asked for once,
    and has no way back in the document: that front end has its own.
    """
    decision = read_decision(request)
    reference = open_embed(embed)
    if reference is None:
        return Answer("consent/gone.html", OWN, {"url": embed.url, "title": embed.title}, HTTPStatus.GONE)
    kept = asked == "always" or (asked is None and decision.grants_service(reference.service.name))
    shown = kept or asked == "once" or bool(statement)
    context = describe_reference(reference, language)
    if PASS in request.GET and reference.adapter.mode == "script":
        passes = is_signed(reference, request.GET[PASS]) and not is_opened_alone(request)
        return _answer_script(reference, context, shown=shown or passes)
    asking = {ASKING: "yes"} if asked == "anew" or request.GET.get(ASKING) == "yes" else {}
    context |= {"gate": gate_path(reference, language=language, **asking), "asking": bool(asking)}
    context["revision"] = decision.policy.value
    if not shown:
        return Answer("consent/waiting.html", OWN, context | {"stopped": asked == "never"})
    context |= {"returns": not statement, "kept": kept, "by_category": is_by_category(decision, reference)}
    return Answer(
        "consent/player.html", let_frame(reference), context | frame(reference, language, statement)
    )


def frame(reference: Reference, language: str, statement: str) -> dict[str, str]:
    """Return what the player frames: the service's own frame, or our document with its script."""
    if reference.adapter.mode == "frame":
        return {"frame": reference.frame, "sandbox": " ".join(PLAYER_SANDBOX)}
    query = {"language": language, PASS: sign(reference)} | ({STATEMENT: statement} if statement else {})
    return {"frame": gate_path(reference, **query), "sandbox": " ".join(SANDBOX)}


def describe_reference(reference: Reference, language: str) -> dict[str, Any]:
    """Return what every document of the gate says of what it shows."""
    service = reference.service
    return {
        "provider": service.label,
        "kind": service.kind.read(language),
        "shared": service.shared.read(language),
        "shape": reference.adapter.shape,
        "url": reference.original,
    }


def is_by_category(decision: Decision, reference: Reference) -> bool:
    """Tell whether the service is let in with its whole category, and with it others."""
    return decision.grants(reference.service.category)


def sign(reference: Reference) -> str:
    """Return what lets the document with the script be asked for, for a minute: the gate has said yes."""
    return TimestampSigner(salt="consent.gate").sign(reference.id).partition(":")[2]


def is_opened_alone(request: HttpRequest) -> bool:
    """Tell whether a browser opens a document by itself: a leave that was given to a frame is not for that.

    Its address can be handed to anybody, and holds for a minute.
    """
    return request.headers.get("Sec-Fetch-Dest") == "document"


def is_signed(reference: Reference, value: str) -> bool:
    """Tell whether the gate itself gave this value for this embed, less than a minute ago."""
    try:
        TimestampSigner(salt="consent.gate").unsign(f"{reference.id}:{value}", max_age=PASS_SECONDS)
    except BadSignature:
        return False
    return True


def _answer_script(reference: Reference, context: dict[str, Any], *, shown: bool) -> Answer:
    """Return the document in which the script runs, where the gate let it in."""
    if not shown:
        return Answer("consent/waiting.html", OWN, context)
    context |= {"script": reference.frame, "quote": reference.adapter.quote(reference.reference)}
    return Answer("consent/script.html", let_run(reference), context)
