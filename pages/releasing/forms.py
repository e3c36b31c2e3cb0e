"""The one thing that is asked when a release is scheduled."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput


class ScheduleForm(forms.Form):
    """When to publish, to the minute, where the editor is."""

    go_live_at = forms.DateTimeField(
        label=_("Publish at"),
        widget=AdminDateTimeInput,
        help_text=_("Date and time, such as 2026-12-01 08:00."),
    )

    def clean_go_live_at(self) -> datetime:
        """Refuse a time that has passed; one that a change of clocks leaves out or repeats is refused before."""
        moment: datetime = self.cleaned_data["go_live_at"]
        if moment <= timezone.now():
            raise ValidationError(_("That time has passed. Choose a later one, or publish now."), code="past")
        return moment
