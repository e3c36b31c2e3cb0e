"""Keeps what has an error from being published at the desk, and says why at the field."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.blocks import StreamBlockValidationError

from pages.underway import find_underway

from .checking import find_errors
from .findings import Finding

if TYPE_CHECKING:
    from wagtail.admin.forms import WagtailAdminModelForm as _Form
else:
    _Form = object
NOT_PUBLISHING = ("reject",)


class NotFit(Exception):
    """Somebody at the desk would publish an object that has errors."""

    def __init__(self, refused: Any, findings: list[Finding]) -> None:
        super().__init__(f"{refused}: {'; '.join(finding.message for finding in findings)}")
        self.refused = refused
        self.findings = findings


class PassesGate(models.Model):
    """An object that nobody at the desk publishes with an error in it.

    The forms ask first, and show errors at the fields. This holds for what has no form: an
    approval outside the editor, a bulk action, whatever comes. Code that names no user is free,
    and so is a schedule that somebody has set; a release asks by itself, for all its pages together.
    """

    class Meta:
        abstract = True

    def publish(self, revision: Any, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision. Raises `NotFit` when a user would publish an error."""
        if user is not None and find_underway() is None:
            errors = find_errors(revision.as_object())
            if errors:
                raise NotFit(self, errors)
        return super().publish(revision, user, *args, **kwargs)  # type: ignore[misc]  # stands before DraftStateMixin


class RefusesErrors(_Form):
    """A form of the desk that saves any draft, and sends on to readers or reviewers only what has no error."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_draft:
            self.show_findings(find_errors(self.instance))

    @property
    def is_draft(self) -> bool:
        """Tell whether the editor only saves, sends back for changes, or calls a review off."""
        if getattr(self, "is_deferred_validation", False) or self.data.get("action-cancel-workflow"):
            return True
        action = self.data.get("workflow-action-name") if self.data.get("action-workflow-action") else None
        return action in NOT_PUBLISHING

    def show_findings(self, findings: list[Finding]) -> None:
        """Add each finding at its field, and within a field of blocks at its block."""
        by_field: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            by_field[finding.place.field].append(finding)
        for field, found in by_field.items():
            if field not in self.fields:
                self.add_error(None, [each.message for each in found])
            elif field not in self.errors:
                self.add_error(field, as_error(found, getattr(self.instance, field)))


def as_error(findings: list[Finding], value: Any) -> ValidationError:
    """Return what is wrong with one field, sorted to the blocks of its value where it has any."""
    places = (
        {str(block.id): place for place, block in enumerate(value)} if hasattr(value, "stream_block") else {}
    )
    if not places:
        return ValidationError([finding.message for finding in findings])
    by_block: dict[int, list[str]] = defaultdict(list)
    others = []
    for finding in findings:
        if finding.place.block in places:
            by_block[places[finding.place.block]].append(finding.message)
        else:
            others.append(ValidationError(finding.message))
    error: ValidationError = StreamBlockValidationError(
        block_errors={place: ValidationError(messages) for place, messages in by_block.items()},
        non_block_errors=others,
    )
    return error
