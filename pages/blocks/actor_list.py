"""Who carries something out."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock, StructBlockValidationError, StructValue

from pages.reading import spell
from pages.record import Publication
from pages.relating import Related, read_related

from .around import language_of
from .structured.choosing import KeyChooserBlock


class ActorListBlock(StructBlock):
    """A list of actors (aktörslista): those of a group, or those that the editor chooses."""

    group = KeyChooserBlock(
        "pages.ActorGroup",
        label=_("Group"),
        required=False,
        help_text=_("All public actors of the group, by name. Leave it empty to choose actors one by one."),
    )
    actors = ListBlock(
        KeyChooserBlock("pages.Actor", label=_("Actor")), label=_("Actors"), default=[], collapsed=True
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned["group"]) == bool(len(cleaned["actors"])):
            message = _("Choose a group, or one or more actors, but not both.")
            raise StructBlockValidationError({"group": ValidationError(message, code="group_or_actors")})
        return cleaned

    def get_context(self, value: StructValue, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        locale = language_of(context)
        if value["group"]:
            return {**context, "actors": read_group(value["group"].translation_key, locale)}
        keys = [actor.translation_key for actor in value["actors"] if actor]
        related = read_related(keys, locale)
        return {**context, "actors": [related[key] for key in keys if key in related]}

    class Meta:
        icon = "group"
        template = "pages/blocks/actor_list.html"


def read_group(group: UUID, locale: str) -> list[Related]:
    """Return the public actors of a group, by name. One query."""
    rows = Publication.objects.open().filter(locale=locale, type="actor", content__group__ref=str(group))
    fields = rows.values_list("key", "type", "code", "title", "path", "content")
    return sorted((Related(*row) for row in fields), key=lambda actor: spell(actor.title))
