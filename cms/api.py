"""Mounts the read API at /api/v1/, with errors as RFC 9457 has them."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.docs import DocsBase

from cms.consent_api import router as consent_router
from cms.errors import respond_with_problem
from cms.front_ends import is_for_front_ends
from cms.shell import LANGUAGE_CODES, choose_language
from pages.answering import RepeatedParameter, UnknownParameter, dress
from pages.api import router as plan_router
from pages.schemas import Problem

REFUSAL = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
COMMON_ANSWERS = {
    304: {"description": "Unchanged since the ETag in If-None-Match"},
    404: {"description": "Nothing public has this key or address", "content": REFUSAL},
    422: {"description": "A parameter is unknown or has a value that is not allowed", "content": REFUSAL},
}

# What is one visitor's own is never kept, so it is never unchanged either.
NOT_FOR_FRONT_ENDS = frozenset({304})


class ListOfAddresses(DocsBase):
    """A page of documentation that needs no script and no other host."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        operations = [
            {"path": path, "summary": operation["summary"], "parameters": operation.get("parameters", [])}
            for path, methods in api.get_openapi_schema()["paths"].items()
            for operation in methods.values()
        ]
        asked = request.GET.get("language")
        language = asked if asked in LANGUAGE_CODES else choose_language(request)
        alternates = {code: f"{request.path}?language={code}" for code in LANGUAGE_CODES}
        with translation.override(language):
            response = render(
                request, "cms/api_docs.html", {"operations": operations, "alternates": alternates}
            )
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Accept-Language"])
        return response


class ReadApi(NinjaAPI):
    """An API whose answers carry an ETag and may be kept by everybody."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the document with the answers that every address may give beside its own."""
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for path, methods in schema["paths"].items():
            unlike = NOT_FOR_FRONT_ENDS if is_for_front_ends(path) else frozenset()
            for operation in methods.values():
                for status, answer in operation["responses"].items():
                    if status >= HTTPStatus.BAD_REQUEST:
                        answer["content"] = {
                            "application/problem+json": answer["content"]["application/json"]
                        }
                operation["responses"] |= {
                    status: answer for status, answer in COMMON_ANSWERS.items() if status not in unlike
                }
        return schema

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, data, **kwargs)
        return dress(response, getattr(request, "api_etag", ""))


def build_api() -> NinjaAPI:
    """Return the API with its routers and its ways to fail."""
    api = ReadApi(
        title="Kompetensplan",
        version="1",
        docs=ListOfAddresses(),
        docs_url="/docs",
        openapi_extra={
            "info": {"description": "The plan as it is public now, or was at a moment (`as_of`)."}
        },
    )
    api.add_router("", plan_router)
    api.add_router("", consent_router)
    api.exception_handler(Http404)(refuse_unknown_key)
    api.exception_handler(HttpError)(refuse_by_status)
    api.exception_handler(ValidationError)(refuse_value)
    api.exception_handler(UnknownParameter)(refuse_parameter)
    return api


def refuse_unknown_key(request: HttpRequest, error: Http404) -> HttpResponse:
    return respond_with_problem(HTTPStatus.NOT_FOUND, _("Nothing public has this key in this language."))


def refuse_by_status(request: HttpRequest, error: HttpError) -> HttpResponse:
    return respond_with_problem(HTTPStatus(error.status_code))


def refuse_value(request: HttpRequest, error: ValidationError) -> HttpResponse:
    names = ", ".join(str(one["loc"][-1]) for one in error.errors)
    detail = _("The value of the parameter %(name)s is not allowed here.") % {"name": names}
    return respond_with_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)


def refuse_parameter(request: HttpRequest, error: UnknownParameter) -> HttpResponse:
    if isinstance(error, RepeatedParameter):
        twice = _("The parameter %(name)s is given more than once.") % {"name": error.name}
        return respond_with_problem(HTTPStatus.UNPROCESSABLE_ENTITY, twice)
    detail = _("There is no parameter %(name)s here.") % {"name": error.name}
    return respond_with_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)


api = build_api()
