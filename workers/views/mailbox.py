"""The local mailbox, to read in a browser; it exists only where settings say so."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.views.decorators.http import require_safe

from workers.mailbox import StoredMessage, list_messages, read_message, read_raw
from workers.views.answering import answer_in, asked_language

HTML_POLICY: dict[str, list[str] | None] = {
    **dict.fromkeys(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]),
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The latest messages, newest first."""
    refuse_elsewhere()
    return answer_in(request, choose_language(request), "mailbox/list", {"stored": list_messages()})


@require_safe
def show_message(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its headers, and its text with links that can be followed."""
    return answer_in(request, choose_language(request), "mailbox/message", {"message": find(name)})


@require_safe
def show_html(request: HttpRequest, name: str) -> HttpResponseBase:
    """One message's HTML as a reader of mail shows it: styles, and nothing that loads or runs."""
    html = find(name).html

    @csp_replace(HTML_POLICY)
    def respond(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse(html, headers={"Cache-Control": "no-store"})

    return respond(request)


@require_safe
def show_raw(request: HttpRequest, name: str) -> HttpResponse:
    """One message as it was stored (RFC 5322)."""
    refuse_elsewhere()
    raw = read_raw(name)
    if raw is None:
        raise Http404
    response = HttpResponse(raw, content_type="message/rfc822")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.eml"'
    response.headers["Cache-Control"] = "no-store"
    return response


def find(name: str) -> StoredMessage:
    """Return a stored message. Raises `Http404`."""
    refuse_elsewhere()
    message = read_message(name)
    if message is None:
        raise Http404
    return message


def refuse_elsewhere() -> None:
    """Raise `Http404` where the mailbox is not to be shown."""
    if not settings.SHOW_MAILBOX:
        raise Http404


def choose_language(request: HttpRequest) -> str:
    """The language asked for, else the request's own."""
    return asked_language(request) or translation.get_language() or "sv"
