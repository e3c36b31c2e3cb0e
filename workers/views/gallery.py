"""Every mail, in both languages, wide and narrow, light and dark: to look at while it is written."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from workers.models import Language
from workers.services.messages.examples import list_names, render_example
from workers.services.messages.rendering import Words
from workers.views.answering import answer_in
from workers.views.mailbox import HTML_POLICY, choose_language, refuse_elsewhere

DARK = "@media (prefers-color-scheme: dark)"
SCHEMES = {"light": "@media not all", "dark": "@media all"}
FRAMED_POLICY = {**HTML_POLICY, "frame-ancestors": ["'self'"]}


@require_safe
def show_templates(request: HttpRequest) -> HttpResponse:
    """All mails by name, each with its subject in both languages."""
    refuse_elsewhere()
    mails = [
        {"name": name, "all": [render_example(name, language) for language in Language.values]}
        for name in list_names()
    ]
    return answer_in(request, choose_language(request), "mailbox/templates", {"mails": mails})


@require_safe
def show_template(request: HttpRequest, name: str, language: str) -> HttpResponse:
    """One mail in one language: subject, HTML in four frames, and text."""
    context = {"name": name, "words": find(name, language), "schemes": list(SCHEMES)}
    return answer_in(request, choose_language(request), "mailbox/template", context)


@require_safe
def show_template_html(request: HttpRequest, name: str, language: str, scheme: str) -> HttpResponseBase:
    """One mail's HTML as a program in light or dark dress shows it."""
    if scheme not in SCHEMES:
        raise Http404
    html = find(name, language).html.replace(DARK, SCHEMES[scheme])

    @csp_replace(FRAMED_POLICY)
    def respond(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse(html, headers={"Cache-Control": "no-store", "X-Frame-Options": "SAMEORIGIN"})

    return respond(request)


def find(name: str, language: str) -> Words:
    """Return an example. Raises `Http404`."""
    refuse_elsewhere()
    if language not in Language.values or name not in list_names():
        raise Http404
    return render_example(name, language)
