"""What the API says of consent: the policy to everybody, a visitor's own only to our front ends."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from ninja import Header, Router

from cms.errors import respond_with_problem
from cms.front_ends import find_origin
from cms.policy_schema import Choice, Policy, RefusedEmbed, ResolvedEmbed, Statement
from consent.api import write_policy
from consent.choosing.saving import InvalidChoiceError
from consent.statements.asking import read_wish
from consent.statements.resolving import RefusedError, describe_refused, resolve
from consent.statements.signing import NotStatedError
from consent.statements.stating import StaleError, state
from pages.answering import check_parameters, dress
from pages.schemas import Problem

router = Router(tags=["consent"])
Locale = Literal["sv", "en"]
SCHEME = "consent "
JSON = "application/json; charset=utf-8"
CHOICE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": Choice.model_json_schema()}
            for kind in ("application/x-www-form-urlencoded", "application/json")
        },
    }
}


@router.get("consent/policy/", response=Policy, summary="Categories of cookies, services and texts")
def show_policy(request: HttpRequest, locale: Locale = "sv") -> HttpResponse:
    check_parameters(request, ("locale",))
    request.api_language = locale  # type: ignore[attr-defined]  # read at the API's edge
    document = write_policy(locale)
    etag = f'"{document.hash}"'
    unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
    return dress(unchanged or HttpResponse(document.octets, content_type=JSON), etag)


@router.post(
    "consent/statements/",
    response={200: Statement, 403: Problem, 409: Problem},
    by_alias=True,
    summary="A signed statement of a visitor's choice, for a front end of ours",
    openapi_extra=CHOICE_BODY,
)
def make_statement(request: HttpRequest) -> Any:
    check_parameters(request, ())
    try:
        return state(read_wish(request), find_origin(request)).as_dict()
    except InvalidChoiceError:
        detail = _("The fields are not those of a choice.")
        return respond_with_problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)
    except StaleError:
        detail = _(
            "The policy has changed, or the decision is too old. Read the policy again, and ask the visitor."
        )
        return respond_with_problem(HTTPStatus.CONFLICT, detail)
    except NotStatedError:
        return respond_with_problem(
            HTTPStatus.FORBIDDEN, _("The statement does not hold for this front end.")
        )


@router.get(
    "consent/embeds/{embed_id}/",
    response={200: ResolvedEmbed, 403: RefusedEmbed},
    summary="How to show an embed, with a statement that lets it",
)
def show_embed(
    request: HttpRequest,
    embed_id: str,
    locale: Locale = "sv",
    consent_statement: Annotated[str, Header(description="A statement; or Authorization: Consent …")] = "",
) -> HttpResponse | dict[str, Any]:
    check_parameters(request, ("locale",))
    authorization = request.headers.get("Authorization", "")
    by_scheme = authorization[len(SCHEME) :] if authorization.lower().startswith(SCHEME) else ""
    with translation.override(locale):
        try:
            return resolve(embed_id, consent_statement or by_scheme, find_origin(request), locale)
        except RefusedError as error:
            detail = _("No statement lets this be shown. It can be shown once the visitor has said yes.")
            described = describe_refused(error.reference, locale)
            return respond_with_problem(HTTPStatus.FORBIDDEN, detail, embed=described)
