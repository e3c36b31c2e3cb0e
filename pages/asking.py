"""The parameters that questions to the API have in common."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:$|[T ])")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def read_moment(value: Any) -> Any:
    """Return the moment that `as_of` names: a time as it is, a date as the end of that day in Stockholm.

    Raises ValueError for what is no date.
    """
    if isinstance(value, str) and not DATE.match(value):
        raise ValueError("neither an ISO date nor an ISO time")
    if isinstance(value, str) and len(value) == len("2026-01-31"):
        return datetime.combine(date.fromisoformat(value), time.max, STOCKHOLM)
    return value


def read_as_utc(value: datetime | None) -> datetime | None:
    """Return the time in UTC, which a time without a zone already is. Raises ValueError beyond the calendar."""
    if value is None:
        return None
    try:
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def refuse_nul(value: str) -> str:
    """Return a text that every database can look for; PostgreSQL takes no NUL. Raises ValueError."""
    if "\0" in value:
        raise ValueError("NUL")
    return value


Locale = Literal["sv", "en"]
PageType = Literal[
    "home",
    "plan",
    "about",
    "standard",
    "principle",
    "development_area",
    "priority",
    "action",
    "follow_up",
    "glossary",
    "accessibility_statement",
    "privacy",
]
Path = Annotated[str, AfterValidator(refuse_nul)]
Moment = Annotated[datetime | None, BeforeValidator(read_moment), AfterValidator(read_as_utc)]
