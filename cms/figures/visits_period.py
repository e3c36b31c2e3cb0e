"""The choice of a period: the last days, or dates of one's own."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consent.statistics.reporting import Period

OWN = "own"
USUAL = "30"
YEAR = "year"
LONGEST_YEARS = 10


class PeriodForm(forms.Form):
    """Asked for by GET, so that what an editor looks at has an address."""

    period = forms.ChoiceField(
        label=_("Period"),
        choices=[
            ("7", _("The last 7 days")),
            (USUAL, _("The last 30 days")),
            ("90", _("The last 90 days")),
            (YEAR, _("The last 12 months")),
            (OWN, _("Dates of my own")),
        ],
        initial=USUAL,
        required=False,
    )
    first = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For dates of your own."),
    )
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today at the latest."),
    )

    def clean_period(self) -> str:
        """An address without a period but with a day means that day; one with neither the usual period."""
        own = self.data.get("first") or self.data.get("last")
        return str(self.cleaned_data["period"] or (OWN if own else USUAL))

    def clean(self) -> dict[str, Any]:
        """Refuse, at the field, dates that make no period; only when they are asked for."""
        if self.cleaned_data.get("period") == OWN:
            for name in ("first", "last"):
                if name not in self.errors and not self.cleaned_data.get(name):
                    self.add_error(name, ValidationError(_("Choose a day."), code="required"))
            first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
            if last and last > timezone.localdate():
                self.add_error("last", ValidationError(_("That day is yet to come."), code="future"))
            elif first and last:
                self.compare(first, last)
        return self.cleaned_data

    def compare(self, first: date, last: date) -> None:
        if first > last:
            self.add_error(
                "last", ValidationError(_("The last day comes before the first."), code="reversed")
            )
        elif last.year - first.year > LONGEST_YEARS:
            self.add_error("first", ValidationError(_("Choose ten years at most."), code="long"))

    @property
    def chosen(self) -> Period:
        """The period of a form that is valid, or that nobody has filled in."""
        today = timezone.localdate()
        data: dict[str, Any] = self.cleaned_data if self.is_bound else {"period": USUAL}
        if data["period"] == OWN:
            return Period(data["first"], data["last"])
        if data["period"] == YEAR:
            return Period(begin_year(today), today)
        return Period(today - timedelta(days=int(data["period"]) - 1), today)


def begin_year(today: date) -> date:
    """Return the day after the same day a year ago."""
    tomorrow = today + timedelta(days=1)
    try:
        return tomorrow.replace(year=tomorrow.year - 1)
    except ValueError:
        return date(tomorrow.year - 1, 3, 1)
