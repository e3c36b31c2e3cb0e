"""The whole site, and pages more: with a video, with one twice, without, and one for every service."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path
from wagtail.blocks import StreamBlock

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as whole_site
from pages.blocks.embed import EmbedBlock
from tests.browser.consent.providers import BY_SERVICE, EVERY
from tests.consent.asking import VIDEO

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ALTERNATES = {"sv": "/sv/prov/", "en": "/en/test/"}
EMBED = "{% load consent_gate %}{% embed_placeholder url 'Byta yrke' '' 'Så här sägs det.' %}"


def show(request: HttpRequest, *, film: bool = True) -> HttpResponse:
    template = Template(
        "{% extends 'base.html' %}{% block title %}Prov{% endblock %}{% block main %}<h1>Prov</h1>"
        + (EMBED if film else "")
        + "<p>Text.</p>{% endblock %}"
    )
    return HttpResponse(template.render(RequestContext(request, {"alternates": ALTERNATES, "url": VIDEO})))


def show_twice(request: HttpRequest) -> HttpResponse:
    """Show one video in two blocks, as an editor may place it."""
    template = Template(
        "{% extends 'base.html' %}{% load wagtailcore_tags %}{% block title %}Prov{% endblock %}"
        "{% block main %}<h1>Prov</h1>{% include_block body %}{% endblock %}"
    )
    film = {"type": "embed", "value": {"title": "Byta yrke", "url": VIDEO}}
    body = StreamBlock([("embed", EmbedBlock())]).to_python([film, film])
    return HttpResponse(template.render(RequestContext(request, {"alternates": ALTERNATES, "body": body})))


def show_services(request: HttpRequest, service: str) -> HttpResponse:
    """Show what one service has, or every one."""
    template = Template(
        "{% extends 'base.html' %}{% load consent_gate %}{% block title %}Prov{% endblock %}{% block main %}"
        "<h1>Prov</h1>{% for one in shown %}{% embed_placeholder one.url 'Något att se' %}{% endfor %}"
        "{% endblock %}"
    )
    shown = EVERY if service == "alla" else [BY_SERVICE[service]]
    return HttpResponse(template.render(RequestContext(request, {"alternates": ALTERNATES, "shown": shown})))


urlpatterns = [
    path("sv/hos/<slug:service>/", show_services),
    path("en/at/<slug:service>/", show_services),
    path("sv/tva-ganger/", show_twice),
    path("sv/prov/", show),
    path("en/test/", show),
    path("sv/utan/", show, {"film": False}),
    *whole_site,
]
