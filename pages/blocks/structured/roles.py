"""Which actors do what."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ChoiceBlock, StreamBlock, StreamBlockValidationError, StreamValue, StructBlock

from pages.choices import Role

from .choosing import KeyChooserBlock


class RoleBlock(StructBlock):
    """One actor and its role (roll)."""

    role = ChoiceBlock(label=_("Role"), choices=Role.choices, default=Role.PARTNER)
    actor = KeyChooserBlock("pages.Actor", label=_("Actor"))

    class Meta:
        icon = "group"
        label = _("Actor and role")


class RolesBlock(StreamBlock):
    """The actors of one part of the plan; at most one is responsible, and none is named twice in a role."""

    role = RoleBlock()

    def clean(self, value: StreamValue, **kwargs: Any) -> StreamValue:
        cleaned = super().clean(value, **kwargs)
        seen: set[tuple[str, int]] = set()
        errors: dict[int, ValidationError] = {}
        for place, block in enumerate(cleaned):
            role, actor = block.value["role"], block.value["actor"]
            if actor is None:
                continue
            if role == Role.RESPONSIBLE and any(taken == Role.RESPONSIBLE for taken, _pk in seen):
                errors[place] = ValidationError(
                    _("One actor is responsible already. Let this one be a partner.")
                )
            elif (role, actor.pk) in seen:
                errors[place] = ValidationError(_("This actor has that role already. Remove one of the two."))
            seen.add((role, actor.pk))
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return cleaned
