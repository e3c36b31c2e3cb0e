"""What a visitor may ask for, and what is said at the field when it cannot be done."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from workers.addresses import ADDRESS_LENGTH, LongAddress, LongName, WrongAddress, normalise
from workers.models import Frequency, Kind, Language
from workers.services.subscribing.offering import Offer
from workers.services.subscribing.writing import Fault
from workers.tokens import USUAL_KINDS, Choices

FAULT_LENGTH = 2000
PAGE_LENGTH = 500
# A link to confirm carries the choices, and must not grow beyond what mail programs follow.
MOST_TOPICS = 100

KINDS = [
    (Kind.NEW, _("New parts of the plan")),
    (Kind.MATERIAL, _("Important changes")),
    (Kind.MINOR, _("Small changes")),
]
FREQUENCIES = [
    (Frequency.NOW, _("At once, when something is published")),
    (Frequency.DAILY, _("Once a day, at 08:30, when there is something to tell")),
    (Frequency.WEEKLY, _("Once a week, on Mondays at 08:30, when there is something to tell")),
]


def clean_address(email: str) -> str:
    """Return the address as we keep it. Raises `ValidationError`."""
    try:
        return normalise(email)
    except LongAddress as error:
        raise forms.ValidationError(LONG_ADDRESS, code="max_length") from error
    except LongName as error:
        raise forms.ValidationError(LONG_NAME, code="max_length") from error
    except WrongAddress as error:
        raise forms.ValidationError(WRONG_ADDRESS, code="invalid") from error


WRONG_ADDRESS = _("Write an e-mail address with a name, an @ and a domain, such as name@example.org.")
LONG_ADDRESS = _("The e-mail address is too long. It may have at most 254 characters.")
LONG_NAME = _("The part before the @ is too long. It may have at most 64 characters.")


class AddressForm(forms.Form):
    """An address to send a link to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=ADDRESS_LENGTH,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": WRONG_ADDRESS,
            "max_length": LONG_ADDRESS,
        },
    )

    def clean_email(self) -> str:
        return clean_address(str(self.cleaned_data["email"]))


class ChoicesForm(forms.Form):
    """What to follow, of which kind, in which language and how often.

    The page sends an empty `kinds` beside the boxes, so that none ticked differs from not asked:
    who does not ask, as a program may, gets what `kinds` of the constructor says.
    """

    scope = forms.MultipleChoiceField(
        label=_("What do you want to follow?"),
        error_messages={
            "required": _("Choose the whole plan, or at least one area, priority or actor."),
            "invalid_choice": _("One of your choices is not in the plan. Choose from the list."),
            "invalid_list": _("Choose from the list."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=_("Which changes?"),
        choices=KINDS,
        error_messages={
            "required": _("Choose at least one kind of change."),
            "invalid_choice": _("Choose from the listed kinds of change."),
            "invalid_list": _("Choose from the list."),
        },
    )
    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=FREQUENCIES,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the listed frequencies.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the messages"),
        choices=Language.choices,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose Swedish or English."),
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        offer: Offer,
        kinds: Iterable[str] = USUAL_KINDS,
        initial: dict[str, Any] | None = None,
    ) -> None:
        if data is not None:
            data = data.copy()
            sent = data.getlist("kinds") if "kinds" in data else list(kinds)
            data.setlist("kinds", [kind for kind in sent if kind])
            if not data.get("frequency"):
                data["frequency"] = Frequency.NOW
        super().__init__(data, initial=initial)
        self.offer = offer
        scope = cast(forms.MultipleChoiceField, self.fields["scope"])
        scope.choices = [(choice.value, choice.name) for choice in offer.all]

    def clean_scope(self) -> list[str]:
        scope: list[str] = self.cleaned_data["scope"]
        if len(scope) > MOST_TOPICS:
            raise forms.ValidationError(
                _("You have chosen very many. Choose at most 100, or a whole area, or the whole plan."),
                code="max_length",
            )
        return scope

    def read_choices(self) -> Choices:
        """Return what was chosen; the form must be valid."""
        data = self.cleaned_data
        return Choices(data["language"], data["frequency"], tuple(data["scope"]), tuple(data["kinds"]))

    def chosen(self) -> set[str]:
        """The values to show as ticked: what was typed, else what the form began with."""
        return {str(value) for value in self["scope"].value() or []}

    def chosen_kinds(self) -> set[str]:
        """The kinds of change to show as ticked."""
        return {str(value) for value in self["kinds"].value() or []}

    def unfolded(self) -> set[str]:
        """The areas whose priorities are shown at once, because one of them is ticked; `actors` for those."""
        chosen = self.chosen()
        areas = {
            branch.choice.value
            for branch in self.offer.areas
            if branch.choice and any(part.value in chosen for part in branch.parts)
        }
        actors = any(part.value in chosen for group in self.offer.groups for part in group.parts)
        return areas | ({"actors"} if actors else set())


class NewAddressForm(AddressForm):
    """The address that somebody who follows moves to."""

    def __init__(self, data: QueryDict | None = None, *, current: str) -> None:
        super().__init__(data, auto_id="new_%s")
        self._current = current

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self._current:
            raise forms.ValidationError(_("Your messages go to this address already."), code="same")
        return email


class FaultForm(forms.Form):
    """What went wrong, where, and whom to answer."""

    what = forms.CharField(
        label=_("What went wrong?"),
        max_length=FAULT_LENGTH,
        strip=True,
        error_messages={
            "required": _("Write what went wrong."),
            "max_length": _("The description is too long. It may have at most 2,000 characters."),
        },
    )
    page = forms.CharField(
        label=_("Address of the page (optional)"),
        max_length=PAGE_LENGTH,
        required=False,
        error_messages={"max_length": _("The address of the page is too long.")},
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail address, if you want an answer (optional)"),
        max_length=ADDRESS_LENGTH,
        required=False,
        error_messages={"invalid": WRONG_ADDRESS, "max_length": LONG_ADDRESS},
    )

    def clean_what(self) -> str:
        return str(self.cleaned_data["what"]).replace("\r\n", "\n")

    def clean_page(self) -> str:
        return " ".join(str(self.cleaned_data["page"]).split())

    def clean_reply_to(self) -> str:
        address = str(self.cleaned_data["reply_to"])
        return clean_address(address) if address else ""

    def read_fault(self) -> Fault:
        """Return what was reported; the form must be valid."""
        data = self.cleaned_data
        return Fault(data["what"], data["page"], data["reply_to"])


class SubscribeForm(ChoicesForm, AddressForm):
    """An address, and what to send it."""

    field_order = ("email", "scope", "kinds", "frequency", "language")
