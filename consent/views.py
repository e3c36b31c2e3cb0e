"""The settings page, the one write path and the gates, as thin shells."""

from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from consent.api import describe_policy
from consent.categories import STATISTICS
from consent.choosing.decisions import granted, read_decision
from consent.choosing.saving import (
    NEXT,
    Choice,
    InvalidChoiceError,
    Saved,
    parse_choice,
    save_choice,
    save_service,
)
from consent.gate.embeds import find_embed
from consent.responses import SETTINGS_PATHS, choose_language, choose_return, frame, keep_private
from consent.statistics.recording import record_view

FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@require_safe
@cache_control(public=True, no_cache=True)
def show_settings(request: HttpRequest, language: str) -> HttpResponse:
    """The settings page: the same bytes for everybody."""
    context = {"policy": describe_policy(language), "alternates": SETTINGS_PATHS}
    return render(request, "consent/settings.html", context)


@require_safe
def show_choice(request: HttpRequest) -> HttpResponse:
    """The visitor's own choice as a small document: what the settings page frames without JavaScript."""
    language = choose_language(request)
    decision = read_decision(request)
    with translation.override(language):
        context = {
            "decision": decision,
            "categories": [
                (category["label"], decision.states.get(category["name"], "granted"))
                for category in describe_policy(language)["categories"]
            ],
            "services": [decision.policy.services[name] for name in sorted(decision.services)],
            "settings_path": SETTINGS_PATHS[language],
        }
        response = HttpResponse(render_to_string("consent/choice.html", context))
    frame(response)
    return response


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the whole choice at once."""
    return _save(request, _parse(request), "settings")


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Refuse everything, and have the browser forget the pages it keeps."""
    _parse(request, [NEXT])
    return _save(request, Choice(), "withdrawal")


def show_embed(request: HttpRequest, embed_id: str) -> HttpResponse:
    """The gate of one embed: the provider's frame, or the placeholder."""
    reference = find_embed(embed_id)
    if reference is None:
        raise Http404("no such embed")
    language = choose_language(request)
    asked = _parse_embed_choice(request)
    shown = asked is not None or read_decision(request).grants_service(reference.service.name)
    with translation.override(language):
        context = {
            "reference": reference,
            "kind": reference.service.kind.read(language),
            "language": language,
        }
        template = "consent/player.html" if shown else "consent/waiting.html"
        response = HttpResponse(render_to_string(template, context))
        if asked == "always":
            save_service(request, response, reference.service.name)
    frame(response, reference if shown else None)
    return response


@require_GET
def run_statistics(request: HttpRequest) -> HttpResponse:
    """The script that counts a page view, only for those who said yes."""
    if granted(request, STATISTICS.name):
        response = HttpResponse(render_to_string("consent/statistics.js"), content_type="text/javascript")
    else:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    keep_private(response)
    return response


@require_POST
def hit(request: HttpRequest) -> HttpResponse:
    """One page view; without consent, or for a path that is not live, it is forgotten at once."""
    if granted(request, STATISTICS.name):
        record_view(request.POST.get("path", ""), request.POST.get("referrer", ""), request.get_host())
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    keep_private(response)
    return response


def _parse(request: HttpRequest, allowed: list[str] | None = None) -> Choice:
    if request.FILES or (request.content_type or "") not in FORM_TYPES | {""}:
        raise BadRequest("not a form")
    try:
        return parse_choice(request.POST) if allowed is None else parse_choice(request.POST, allowed)
    except InvalidChoiceError as error:
        raise BadRequest(str(error)) from error


def _parse_embed_choice(request: HttpRequest) -> str | None:
    """Return `once` or `always` for a form, None for a plain look at the gate."""
    if request.method in {"GET", "HEAD"}:
        return None
    if request.method != "POST" or dict(request.POST.lists()) not in (
        {"choice": ["once"]},
        {"choice": ["always"]},
    ):
        raise BadRequest("not a choice")
    return request.POST["choice"]


def _save(request: HttpRequest, choice: Choice, surface: str) -> HttpResponse:
    as_json = request.headers.get("Accept", "").startswith("application/json")
    response: HttpResponse
    response = JsonResponse({}) if as_json else HttpResponse(status=HTTPStatus.SEE_OTHER)
    saved: Saved = save_choice(request, response, choice, surface)
    if isinstance(response, JsonResponse):
        response.content = JsonResponse(saved.as_dict()).content
    else:
        response["Location"] = choose_return(request)
    if saved.withdrew or surface == "withdrawal":
        response["Clear-Site-Data"] = '"cache"'
    keep_private(response)
    return response
