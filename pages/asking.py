"""The parameters that questions to the API have in common."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def read_moment(value: Any) -> Any:
    """Return the moment that `as_of` names: a time as it is, a date as the end of that day in Stockholm."""
    if isinstance(value, str) and len(value) == len("2026-01-31"):
        midnight = datetime.combine(date.fromisoformat(value) + timedelta(days=1), time(), STOCKHOLM)
        return midnight - timedelta(microseconds=1)
    return value


def assume_utc(value: datetime | None) -> datetime | None:
    """Read a time without a zone as UTC."""
    return value.replace(tzinfo=ZoneInfo("UTC")) if value is not None and value.tzinfo is None else value


Locale = Literal["sv", "en"]
PageType = Literal["home", "plan", "about", "standard", "principle", "development_area", "priority"]
Moment = Annotated[datetime | None, BeforeValidator(read_moment), AfterValidator(assume_utc)]
