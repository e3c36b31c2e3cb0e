"""The whole site, and pages more whose views and templates hold what somebody planted."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import RequestContext, Template
from django.urls import path

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as whole_site
from tests.browser.leaks.acts import ACTS
from tests.browser.leaks.elements import ELEMENTS, STYLES
from tests.browser.leaks.headers import HEADERS
from tests.browser.leaks.hints import ALONE, HINTS
from tests.browser.leaks.scripts import SCRIPTS, SPECULATIONS
from tests.browser.leaks.silent import SILENT
from tests.browser.leaks.vectors import Planting, Vector, plant

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ALTERNATES = {"sv": "/sv/", "en": "/en/"}
PLANTED = Template(
    "{% extends 'base.html' %}{% block title %}Planterat{% endblock %}"
    "{% block head %}{% autoescape off %}{{ head }}{% endautoescape %}{% endblock %}"
    "{% block main %}<h1>Planterat</h1>{% autoescape off %}{{ main }}{% endautoescape %}{% endblock %}"
)
QUIET = "tysta"
# Something of each kind that a policy may forbid and report.
HEADED = (
    '<!doctype html><html lang="sv"><title>Rubriker</title><link rel="stylesheet" href="/planted/film/">'
    '<script src="/planted/film/"></script><img src="/planted/film/" alt="">'
)
# Pages hold what does not disturb its neighbours.
PAGES: dict[str, list[Vector]] = {
    "skript": [*SCRIPTS],
    "element": [*ELEMENTS],
    "stilar": [*STYLES, *HINTS],
    QUIET: [vector for vector, _reason in SILENT],
    "knappar": [*ACTS],
    **{vector.name: [vector] for vector in ALONE},
    "regler": [*SPECULATIONS],
}


def list_plantings(slug: str) -> list[Planting]:
    """Return what the template of a page holds."""
    return [*plant(PAGES[slug], "head"), *plant(PAGES[slug], "template")]


def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with a page whose template holds the vectors."""
    parts = {"head": "", "template": ""}
    for planting in list_plantings(slug):
        parts[planting.place] += planting.markup
    context = {"alternates": ALTERNATES, "head": parts["head"], "main": parts["template"]}
    return HttpResponse(PLANTED.render(RequestContext(request, context)))


def show_headers(request: HttpRequest) -> HttpResponse:
    """Answer with a page whose view sets the header fields of one vector, known by the host's first name."""
    vector = next(vector for vector in HEADERS if request.get_host().startswith(f"{vector.name}."))
    return HttpResponse(HEADED, headers=vector.list_fields())


def redirect(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"https://{request.GET['host']}/x")


def work(request: HttpRequest) -> HttpResponse:
    host = request.GET["host"]
    return HttpResponse(f"importScripts('https://{host}/x.js')", content_type="text/javascript")


def play(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"", content_type="video/mp4")


urlpatterns = [
    path("sv/planterat/<slug:slug>/", show),
    path("sv/rubriker/", show_headers),
    path("planted/redirect/", redirect),
    path("planted/worker.js", work),
    path("planted/film/", play),
    *whole_site,
]
