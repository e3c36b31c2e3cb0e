"""Forms for what visitors are told: errors at the field, and times in units that people use."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from consent.desk.words import choose_adapters
from consent.models import PolicyRevision, Service, StoredItem
from consent.models.registry import LONGEST_SECONDS
from consent.registry.adapters import ADAPTERS
from consent.registry.judging import judge_service
from consent.registry.lifetimes import UNITS

UNIT_WORDS = (_("years"), _("days"), _("hours"), _("minutes"), _("seconds"))
LENGTHS = [(str(length), words) for (length, _sv, _en), words in zip(UNITS, UNIT_WORDS, strict=True)]
DAY = "86400"
PLACE = ("storage", "name", "host", "path")


class BilingualForm(WagtailAdminModelForm):
    """Tells browsers and screen readers which language each text is written in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.endswith(("_sv", "_en")):
                field.widget.attrs["lang"] = name[-2:]


class ServiceForm(BilingualForm):
    """A service: its name stands once it was published, and its hosts follow from its addresses."""

    adapter = forms.ChoiceField(
        label=_("How its addresses are read"), choices=choose_adapters, required=False
    )
    mode = forms.ChoiceField(
        label=_("How it takes part"),
        choices=Service.Mode.choices,
        widget=forms.RadioSelect,
        initial="frame",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hosts"].required = False
        self.fields["hosts"].widget.attrs["rows"] = 3
        if self.instance.pk and was_published(self.instance.name):
            self.fields["name"].disabled = True
            self.fields["name"].help_text = _("Stands in the cookies of visitors, and cannot be changed.")

    def clean_hosts(self) -> str:
        """Return the hosts, or those that the addresses need where nothing was written."""
        written: str = self.cleaned_data["hosts"]
        adapter = ADAPTERS.get(self.cleaned_data.get("adapter", ""))
        hosts = written if written.strip() else "\n".join(adapter.hosts if adapter else ())
        if not hosts:
            raise ValidationError(_("Give at least one host: nothing of theirs may load from elsewhere."))
        return hosts

    def _post_clean(self) -> None:
        super()._post_clean()
        if not {"adapter", "mode", "hosts"} & self.errors.keys():
            for field, message in judge_service(self.instance).items():
                self.add_error(field, ValidationError(str(message)))


class StoredItemForm(BilingualForm):
    """Something stored: its category is the service's, its time a number and a unit."""

    length = forms.IntegerField(
        label=_("How long"),
        required=False,
        min_value=1,
        help_text=_("When the time is limited. The provider's own list of cookies says it."),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=LENGTHS, initial=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].required = False
        seconds = self.instance.seconds
        if seconds:
            unit = next(length for length, _sv, _en in UNITS if seconds % length == 0)
            self.initial |= {"length": seconds // unit, "unit": str(unit)}
        if self.instance.built_in:
            for name, field in self.fields.items():
                field.disabled = not name.startswith("purpose_")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        service = cleaned.get("service")
        if service:
            cleaned["category"] = service.category
        elif "category" in cleaned and not cleaned["category"]:
            self.add_error("category", _("Choose a category, or the service that it belongs to."))
        if "duration" in cleaned:
            self._measure(cleaned["duration"], cleaned.get("length"), int(cleaned.get("unit") or DAY))
        self._refuse_twin(cleaned)
        return cleaned

    def _measure(self, duration: str, length: int | None, unit: int) -> None:
        """Put the seconds into the row; what cannot be is said at the number."""
        limited = duration == StoredItem.Duration.LIMITED
        self.instance.seconds = min((length or 1) * unit, LONGEST_SECONDS) if limited else None
        if "length" in self.errors:
            return
        if limited and length is None:
            self.add_error("length", _("Say how long, or choose another time above."))
        elif limited and length and length * unit > LONGEST_SECONDS:
            self.add_error("length", _("At most ten years."))
        elif not limited and length is not None:
            self.add_error("length", _("Empty this, or choose “for a limited time” above."))

    def _refuse_twin(self, cleaned: dict[str, Any]) -> None:
        """Say at the name that the same thing is declared already."""
        place = {key: cleaned[key] for key in PLACE if key in cleaned}
        twins = StoredItem.objects.filter(**place).exclude(pk=self.instance.pk)
        if len(place) == len(PLACE) and twins.exists():
            self.add_error("name", _("This is declared already, with the same kind, host and path."))


def was_published(name: str) -> bool:
    """Tell whether visitors were ever told of a service by this name. One query."""
    return any(
        service["name"] == name
        for content in PolicyRevision.objects.values_list("content", flat=True)
        for category in content["categories"]
        for service in category["services"]
    )
