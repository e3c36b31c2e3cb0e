"""What a draft may lack and a public page may not: everything that the edit form asks for."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField

from .findings import Finding, Place, Severity

LEFT_TO_OTHERS = {"slug", "path", "depth", "url_path", "latest_revision", "live_revision", "content_type"}
FORM = "__all__"


def check_complete(said_of: Any) -> Iterator[Finding]:
    """Yield an error for each field and block that is missing something or holds what cannot be.

    A draft is saved without being asked for everything, and an approval or a bulk action publishes
    it without a form. What is new has only ever been in a form.
    """
    if not said_of.pk:
        return
    yield from check_fields(said_of)
    for field in said_of._meta.get_fields():
        if isinstance(field, StreamField):
            yield from check_stream(field.name, getattr(said_of, field.name))


def check_fields(said_of: Any) -> Iterator[Finding]:
    streams = {field.name for field in said_of._meta.get_fields() if isinstance(field, StreamField)}
    errors: dict[str, list[str]] = {}
    for ask in (lambda: said_of.clean_fields(exclude=LEFT_TO_OTHERS | streams), said_of.clean):
        try:
            ask()
        except ValidationError as error:
            errors |= {name: said for name, said in error.message_dict.items() if name not in LEFT_TO_OTHERS}
    for name, messages in errors.items():
        label = "" if name == FORM else str(said_of._meta.get_field(name).verbose_name)
        text = " ".join(messages)
        message = f"{label.capitalize()}: {text}" if label else text
        yield Finding("complete", Severity.ERROR, message, Place("" if name == FORM else name))


def check_stream(name: str, value: Any) -> Iterator[Finding]:
    """Yield an error for each outermost block in which something is missing or wrong."""
    try:
        value.stream_block.clean(value)
    except StreamBlockValidationError as error:
        message = _("Something is missing or wrong in this part. Open it, and see what it asks for.")
        for place in error.block_errors or [None]:
            block = "" if place is None else str(value[place].id)
            yield Finding("complete", Severity.ERROR, message, Place(name, block))
