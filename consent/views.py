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
from consent.choosing.clearing import clears_storage, expire_refused
from consent.choosing.decisions import granted, lifetime, read_decision
from consent.choosing.saving import (
    NEXT,
    SHOWN,
    Choice,
    InvalidChoiceError,
    Saved,
    knows_today,
    parse_choice,
    parse_shown,
    save_choice,
    save_service,
    save_without,
)
from consent.gate.answering import CHOICES, STATEMENT, Asked, answer_gate, is_opened_alone
from consent.gate.embeds import find_recorded
from consent.gate.rendering import render as render_gate
from consent.listing import list_categories
from consent.registry.published import read_current, read_policy
from consent.responses import (
    SETTINGS_PATHS,
    choose_form_language,
    choose_language,
    choose_return,
    frame,
    keep_private,
)
from consent.statements.resolving import opens
from consent.statistics.recording import record_view

FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


@require_safe
@cache_control(public=True, no_cache=True)
def show_settings(request: HttpRequest, language: str) -> HttpResponse:
    """The settings page: the same bytes for everybody."""
    context = {
        "categories": list_categories(language),
        "days": lifetime().days,
        "revision": read_policy().value,
        "alternates": SETTINGS_PATHS,
    }
    return render(request, "consent/settings.html", context)


@require_safe
def show_choice(request: HttpRequest) -> HttpResponse:
    """The visitor's own choice as a small document: what the settings page frames without JavaScript."""
    language = choose_language(request)
    decision = read_decision(request)
    with translation.override(language):
        context = {
            "decision": decision,
            "signal": request.headers.get("Sec-GPC") == "1",
            "overrides": decision.services or "granted" in decision.states.values(),
            "categories": [
                (category["label"], decision.states.get(category["name"], "granted"))
                for category in describe_policy(language)["categories"]
            ],
            "services": [decision.policy.services[name] for name in sorted(decision.services)],
            "settings_path": SETTINGS_PATHS[language],
        }
        response = HttpResponse(render_to_string("consent/choice.html", context))
    expire_refused(request, response, decision)
    frame(response)
    return response


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save the whole choice at once."""
    is_settings = choose_return(request) in SETTINGS_PATHS.values()
    return _save(request, _parse(request), "settings" if is_settings else "banner")


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Refuse everything, and have the browser forget the pages it keeps."""
    _parse(request, [NEXT])
    return _save(request, Choice(), "withdrawal")


def show_embed(request: HttpRequest, embed_id: str) -> HttpResponse:
    """The gate of one embed: the service's frame, or what stands in its stead."""
    embed = find_recorded(embed_id)
    if embed is None:
        raise Http404("no such embed")
    language = choose_language(request)
    asked, shown = _parse_embed_choice(request)
    if asked == "always" and not knows_today(shown, embed.provider, read_current()):
        asked = "anew"
    statement = request.GET.get(STATEMENT, "")
    leave = "" if is_opened_alone(request) else opens(statement, embed_id)
    answer = answer_gate(request, embed, asked, language, statement if leave else "")
    with translation.override(language):
        content = render_gate(answer.template, language, answer.context)
        response = HttpResponse(content, status=answer.status)
        if asked in {"always", "anew"} and answer.status == HTTPStatus.OK:
            save_service(request, response, embed.provider, shown)
        elif asked == "never" and save_without(request, response, embed.provider).withdrew:
            response["Clear-Site-Data"] = '"cache"'
    if asked is None:
        expire_refused(request, response, read_decision(request, read_policy()))
    frame(response, answer.directives, [leave] if leave else None)
    return response


@require_GET
def run_statistics(request: HttpRequest) -> HttpResponse:
    """The script that counts a page view, only for those who said yes."""
    decision = read_decision(request)
    if decision.grants(STATISTICS.name):
        response = HttpResponse(render_to_string("consent/statistics.js"), content_type="text/javascript")
    else:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    expire_refused(request, response, decision)
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


def _parse_embed_choice(request: HttpRequest) -> tuple[Asked | None, str]:
    """Return `once`, `always` or `never` of a form, and the revision it was shown with; None for a plain look."""
    if request.method in {"GET", "HEAD"}:
        return None, ""
    said = request.POST.getlist("choice")
    fields = set(request.POST) - {SHOWN}
    if request.method != "POST" or fields != {"choice"} or len(said) != 1 or said[0] not in CHOICES:
        raise BadRequest("not a choice")
    try:
        return CHOICES[said[0]], parse_shown(request.POST)
    except InvalidChoiceError as error:
        raise BadRequest(str(error)) from error


def _save(request: HttpRequest, choice: Choice, surface: str) -> HttpResponse:
    as_json = request.headers.get("Accept", "").startswith("application/json")
    response: HttpResponse
    response = JsonResponse({}) if as_json else HttpResponse(status=HTTPStatus.SEE_OTHER)
    with translation.override(choose_form_language(request)):
        saved: Saved = save_choice(request, response, choice, surface)
    if isinstance(response, JsonResponse):
        response.content = JsonResponse(saved.as_dict()).content
    else:
        response["Location"] = choose_return(request)
    forgotten = ['"cache"'] if saved.withdrew or surface == "withdrawal" else []
    if not as_json and clears_storage(saved.decision):
        forgotten.append('"storage"')
    if forgotten:
        response["Clear-Site-Data"] = ", ".join(forgotten)
    keep_private(response)
    return response
