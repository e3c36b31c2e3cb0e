"""The whole site, and two pages more: one with a video, one without."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from cms.urls import handler400, handler403, handler404, handler500
from cms.urls import urlpatterns as whole_site
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


urlpatterns = [
    path("sv/prov/", show),
    path("en/test/", show),
    path("sv/utan/", show, {"film": False}),
    *whole_site,
]
