"""Which goals of Agenda 2030 a development area serves."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst

from pages.choices import GOALS


class GoalsField(models.JSONField):
    """A list of numbers from 1 to 17, chosen from a list of boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(default=list, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["default"], kwargs["blank"]
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            choices=GOALS,
            coerce=int,
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
