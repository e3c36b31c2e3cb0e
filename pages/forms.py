"""Forms in which an editor says what has changed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from pages.choices import ChangeKind
from pages.meeting import NoticesOthers
from pages.quality.gate import RefusesErrors
from pages.quality.placing import is_reserved, tell_above, tell_reserved, tell_taken
from pages.record import was_said


class StatesChangeForm(NoticesOthers, RefusesErrors, WagtailAdminModelForm):
    """Empties kind and note when a new edit begins, and asks for the note of a material change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.latest_revision if self.instance.pk else None
        if newest is None:
            return
        is_public = newest.pk == self.instance.live_revision_id
        if is_public or newest.approved_go_live_at is not None or was_said(self.instance, newest.pk):
            self.initial.update(change_kind="", change_note="")
            self.instance.change_kind = self.instance.change_note = ""

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a material change that does not say what it is; a draft may wait with it."""
        cleaned: dict[str, Any] = super().clean()
        material = cleaned.get("change_kind") == ChangeKind.MATERIAL
        if material and not cleaned.get("change_note", "").strip() and not self.is_deferred_validation:
            message = _("Say what has changed: a material change is mailed with its note.")
            self.add_error("change_note", ValidationError(message, code="required"))
        return cleaned


class PublishedPageForm(StatesChangeForm, WagtailAdminPageForm):
    """The edit form of every page type."""

    def clean(self) -> dict[str, Any]:
        """Refuse to publish a new page below a draft, where readers do not find it."""
        cleaned: dict[str, Any] = super().clean()
        above = self.parent_page
        if (
            self.instance.pk is None
            and above
            and not above.is_root()
            and not above.live
            and not self.is_draft
        ):
            self.add_error(None, tell_above(above.title))
        slug = cleaned.get("slug", "")
        if self.instance.pk is None and above and "slug" in self.fields and is_reserved(above, slug):
            self.add_error("slug", tell_reserved(slug))
        return cleaned


class CodedPageForm(PublishedPageForm):
    """Refuses a code that another part of the plan has."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        code, parent = cleaned.get("code"), self.parent_page or self.instance.get_parent()
        namesake = self.instance.find_namesake(parent, code) if code and parent else None
        if code and namesake is not None:
            self.add_error("code", ValidationError(tell_taken(namesake.title, code), code="taken"))
        return cleaned
