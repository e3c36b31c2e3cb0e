"""What a front end asks for: a form or a JSON object with the fields of a choice, strictly read."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from consent.categories import OPTIONAL
from consent.choosing.saving import SERVICE_FIELD, Choice, InvalidChoiceError, parse_choice

JSON_TYPE = "application/json"
FORM_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
REVISION, LANGUAGE, RENEW, ONCE = "revision", "language", "renew", "once"
LANGUAGES = frozenset({"sv", "en"})
CHOICE_FIELDS = (*OPTIONAL, SERVICE_FIELD)


@dataclass(frozen=True, slots=True)
class Wish:
    """A choice made under a revision; or a statement to renew; or one embed to show once."""

    choice: Choice
    revision: str = ""
    language: str = "sv"
    renew: str = ""
    once: str = ""


def read_wish(request: HttpRequest) -> Wish:
    """Return what is asked for; raise `InvalidChoiceError` for any other field, value, repetition or mixture.

    `renew` stands alone: the choice is what it said. `once` goes with the revision and no choice.
    """
    fields = _read_fields(request)
    single = {name: _take(fields, name) for name in (REVISION, LANGUAGE, RENEW, ONCE)}
    choice = parse_choice(fields, CHOICE_FIELDS)
    language = single[LANGUAGE] or "sv"
    if language not in LANGUAGES:
        raise InvalidChoiceError("unknown language")
    if (single[RENEW] and (fields or single[REVISION] or single[ONCE])) or (single[ONCE] and fields):
        raise InvalidChoiceError("fields that do not go together")
    if not single[RENEW] and not single[REVISION]:
        raise InvalidChoiceError("no revision")
    return Wish(choice, single[REVISION], language, single[RENEW], single[ONCE])


def _take(fields: QueryDict, name: str) -> str:
    values = fields.pop(name, [])
    if len(values) > 1:
        raise InvalidChoiceError("repeated field")
    return str(values[0]) if values else ""


def _read_fields(request: HttpRequest) -> QueryDict:
    if request.content_type == JSON_TYPE:
        return _read_object(request.body)
    if request.FILES or request.content_type not in FORM_TYPES:
        raise InvalidChoiceError("neither a form nor JSON")
    return request.POST.copy()


def _read_object(body: bytes) -> QueryDict:
    """Return a JSON object as a form: true is `on`, false is absent, a list is a field repeated."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidChoiceError("not JSON") from error
    if not isinstance(found, dict):
        raise InvalidChoiceError("not an object")
    fields = QueryDict(mutable=True)
    for name, value in found.items():
        if value is not False:
            fields.setlist(
                name, [_read_value(one) for one in (value if isinstance(value, list) else [value])]
            )
    return fields


def _read_value(value: Any) -> str:
    if value is True:
        return "on"
    if isinstance(value, str):
        return value
    raise InvalidChoiceError("unknown value")
