"""The read API of the plan: thin answers from the publication record."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from pages import outlining, schemas
from pages.answering import Answer, answers
from pages.asking import Locale, Moment, PageType, Path

router = Router(tags=["plan"])


@router.get("plans/", response=schemas.PlanList, summary="Plans that are public")
@answers("locale", "as_of")
def list_plans(request: HttpRequest, locale: Locale = "sv", as_of: Moment = None) -> Answer:
    return outlining.list_objects(locale, as_of, types=("plan",))


@router.get("plans/{uuid:key}/", response=schemas.Plan, summary="One plan")
@answers("locale", "as_of")
def show_plan(request: HttpRequest, key: UUID, locale: Locale = "sv", as_of: Moment = None) -> Answer:
    return outlining.show_object(key, locale, as_of, types=("plan",))


@router.get("plans/{uuid:key}/outline/", response=schemas.Outline, summary="A whole plan in one answer")
@answers("locale", "as_of")
def show_outline(request: HttpRequest, key: UUID, locale: Locale = "sv", as_of: Moment = None) -> Answer:
    return outlining.outline_plan(key, locale, as_of)


@router.get("pages/", response=schemas.PageList, summary="Pages, by type or path")
@answers("locale", "as_of", "type", "path", "after")
def list_pages(
    request: HttpRequest,
    locale: Locale = "sv",
    as_of: Moment = None,
    type: PageType | None = None,  # noqa: A002  the parameter's name in the address
    path: Path = "",
    after: int = 0,
) -> Answer:
    types = (type,) if type else outlining.PAGE_TYPES
    return outlining.list_objects(locale, as_of, types=types, path=path, after=after)


@router.get("pages/{uuid:key}/", response=schemas.PageObject, summary="One page")
@answers("locale", "as_of")
def show_page(request: HttpRequest, key: UUID, locale: Locale = "sv", as_of: Moment = None) -> Answer:
    return outlining.show_object(key, locale, as_of, types=outlining.PAGE_TYPES)


@router.get("pages/{uuid:key}/history/", response=schemas.History, summary="What was said before")
@answers("locale", "after")
def show_history(request: HttpRequest, key: UUID, locale: Locale = "sv", after: int = 0) -> Answer:
    return outlining.show_history(key, locale, after)


@router.get("actors/", response=schemas.ActorList, summary="Who carries out the plan")
@answers("locale", "as_of", "after")
def list_actors(request: HttpRequest, locale: Locale = "sv", as_of: Moment = None, after: int = 0) -> Answer:
    return outlining.list_objects(locale, as_of, types=("actor",), after=after)


@router.get(
    "indicators/", response=schemas.IndicatorList, summary="What shows whether the plan leads anywhere"
)
@answers("locale", "as_of", "after")
def list_indicators(
    request: HttpRequest, locale: Locale = "sv", as_of: Moment = None, after: int = 0
) -> Answer:
    return outlining.list_objects(locale, as_of, types=("indicator",), after=after)


@router.get("changes/", response=schemas.ChangeList, summary="Every publication, oldest first")
@answers("after")
def list_changes(request: HttpRequest, after: int = 0) -> Answer:
    return outlining.list_changes(after)
