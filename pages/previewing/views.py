"""Shows a draft to who has the link to it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from pages.models import PreviewLink

from .links import read_token


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the latest draft; 410 when the link has ended, Http404 for a forged one."""
    key = read_token(token)
    if key is None:
        raise Http404
    link = PreviewLink.objects.select_related("page__locale").filter(key=key).first()
    if link is None or not link.is_open_at(timezone.now()):
        return keep_private(show_ended(request, link))
    return keep_private(show_draft(request, link))


def show_draft(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    """Render the latest draft in its own language, marked as one."""
    draft = link.page.specific.get_latest_revision_as_object()
    with translation.override(draft.locale.language_code):
        request.draft_until = link.ends_at  # type: ignore[attr-defined]  # base.html marks the page with it
        request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail's own previews are marked
        response: HttpResponse = draft.serve(request)
        if hasattr(response, "render"):
            response = response.render()
    response.headers["Content-Language"] = draft.locale.language_code
    return response


def show_ended(request: HttpRequest, link: PreviewLink | None) -> HttpResponse:
    """Say that the link has ended, in the language of its page while that is known."""
    language = link.page.locale.language_code if link else translation.get_language()
    with translation.override(language):
        response = render(request, "pages/preview_ended.html", status=HTTPStatus.GONE)
    response.headers["Content-Language"] = language
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Keep the answer out of caches and search engines."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
