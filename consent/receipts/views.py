"""The visitor's receipt: given when a choice is saved, proved after its day is sealed, checked in words."""

import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consent.choosing.clearing import clears_storage
from consent.choosing.saving import InvalidChoiceError, Saved, parse_choice, save_choice
from consent.evidence.proving import find_row, find_sealing_day, prove
from consent.evidence.receipts import RECEIPT, Receipt, make_nonce, make_receipt
from consent.receipts.checking import CHECK_PATHS, check_text, describe_choices
from consent.responses import choose_form_language, choose_language, keep_private

PROBLEM = "application/problem+json"
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", ""})


@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Save the whole choice, as `consent.views.save` does, and answer with a receipt as a file."""
    if request.FILES or (request.content_type or "") not in FORMS:
        raise BadRequest("not a form")
    try:
        choice = parse_choice(request.POST)
    except InvalidChoiceError as error:
        raise BadRequest(str(error)) from error
    response, nonce = HttpResponse(content_type="application/json; charset=utf-8"), make_nonce()
    language = choose_form_language(request)
    with translation.override(language):
        saved = save_choice(request, response, choice, "settings", nonce)
        content = write_receipt(request, saved, nonce, language)
        name = _("receipt")
    response.content = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.json"'
    forgotten = ['"cache"'] if saved.withdrew else []
    forgotten += ['"storage"'] if clears_storage(saved.decision) else []
    if forgotten:
        response["Clear-Site-Data"] = ", ".join(forgotten)
    keep_private(response)
    return response


@require_safe
def show_proof(request: HttpRequest, key: str) -> HttpResponse:
    """The proof that a row is under its day's root, as JSON; a problem in words before the day is sealed."""
    row = find_row(key)
    proof = prove(row) if row else None
    language = choose_language(request)
    with translation.override(language):
        if row is None:
            response = tell_problem(
                _("There is no such row."), _("No choice has been kept under this number.")
            )
        elif proof is None:
            words = {"day": date_format(find_sealing_day(), "DATE_FORMAT")}
            detail = _("The row is kept, and is sealed shortly after midnight, on %(day)s. Ask again then.")
            response = tell_problem(_("The row is not sealed yet."), detail % words)
        else:
            response = JsonResponse(proof.as_dict())
    keep_private(response)
    response["Content-Language"] = language
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, language: str) -> HttpResponse:
    """The page where a receipt is checked. POST answers in words, and keeps nothing."""
    context: dict[str, Any] = {"alternates": CHECK_PATHS}
    if request.method != "POST":
        response = render(request, "consent/receipt.html", context)
        response["Cache-Control"] = "public, no-cache"
        return response
    text, fault = read_upload(request)
    context |= {"text": text, **({"fault": fault} if fault else check_text(text, language))}
    wrong = "fault" in context
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    response = render(request, "consent/receipt.html", context, status=status)
    keep_private(response)
    return response


def write_receipt(request: HttpRequest, saved: Saved, nonce: str, language: str) -> dict[str, Any]:
    """Return the receipt as people read it, in the language that is active, and as machines do."""
    decision, policy = saved.decision, saved.decision.policy
    if saved.kept is None:
        raise ValueError("a choice that is saved with a nonce leaves evidence")
    receipt = make_receipt(saved.kept, nonce, decision.as_evidence(), policy.value, policy.fingerprint)
    now, site = timezone.localtime(), request.build_absolute_uri("/").rstrip("/")
    about = _(
        "This is your receipt for a choice about cookies. Keep the file. It proves what you chose, and nobody "
        "can see from our records that it was you. We have not kept the number called “nonce”."
    )
    return {
        _("About this file"): about,
        _("Saved"): date_format(now, "DATETIME_FORMAT"),
        _("Your choice"): dict(describe_choices(receipt, language)),
        _("The texts you answered"): policy.value,
        _("How it is kept"): tell_keeping(receipt),
        _("Check the receipt here"): site + CHECK_PATHS[language],
        RECEIPT: receipt.as_dict()
        | {
            "saved_at": now.isoformat(timespec="seconds"),
            "decided_at": decision.decided_at.isoformat() if decision.decided_at else None,
            "language": language,
            "proof": f"{site}/consent/proof/{receipt.row['hash'] if receipt.row else receipt.commitment}/",
        },
    }


def tell_keeping(receipt: Receipt) -> str:
    """Say in words what became of the decision's row."""
    if receipt.counted:
        return _(
            "Very many choices were made in this minute. Yours holds, but it was only counted, not kept row by "
            "row. So this receipt cannot be proved later. You can save again in a while for one that can."
        )
    words = {"day": date_format(find_sealing_day(), "DATE_FORMAT")}
    if receipt.row is None:
        return (
            _("The row is being written. It can be checked in some minutes, and is sealed on %(day)s.")
            % words
        )
    return _("As row %(number)s, sealed shortly after midnight, on %(day)s.") % {
        **words,
        "number": receipt.row["sequence"],
    }


def tell_problem(title: str, detail: str) -> HttpResponse:
    """Return a 404 in words (RFC 9457)."""
    status = HTTPStatus.NOT_FOUND
    body = {"type": "about:blank", "title": title, "status": status.value, "detail": detail}
    return JsonResponse(body, status=status, content_type=PROBLEM)


def read_upload(request: HttpRequest) -> tuple[str, str]:
    """Return the receipt's text, from the file or else the field, and what is wrong with the file, if anything."""
    typed = request.POST.get("receipt", "").encode("utf-8", "replace").decode()
    file = request.FILES.get("file")
    if file is None or not file.size:
        return typed, ""
    try:
        return file.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return typed, _("The file is not a text file. Choose the file that you downloaded when you saved.")
