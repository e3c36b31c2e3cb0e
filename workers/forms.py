"""What a visitor may ask for, and what is said at the field when it cannot be done."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from workers.addresses import ADDRESS_LENGTH, LongAddress, WrongAddress, normalise
from workers.models import Frequency, Language
from workers.services.subscribing.choosing import Choice
from workers.services.subscribing.writing import Fault
from workers.tokens import Choices

FAULT_LENGTH = 2000
PAGE_LENGTH = 500


def clean_address(email: str) -> str:
    """Return the address as we keep it. Raises `ValidationError`."""
    try:
        return normalise(email)
    except LongAddress as error:
        raise forms.ValidationError(LONG_ADDRESS, code="max_length") from error
    except WrongAddress as error:
        raise forms.ValidationError(WRONG_ADDRESS, code="invalid") from error


WRONG_ADDRESS = _("Write an e-mail address with a name, an @ and a domain, such as name@example.org.")
LONG_ADDRESS = _("The e-mail address is too long. It may have at most 254 characters.")


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
    """What to follow, in which language and how often."""

    language = forms.ChoiceField(
        label=_("Language of the messages"),
        choices=Language.choices,
        error_messages={
            "required": _("Choose a language."),
            "invalid_choice": _("Choose Swedish or English."),
        },
    )
    scope = forms.MultipleChoiceField(
        label=_("What do you want to follow?"),
        error_messages={
            "required": _("Choose the whole plan or at least one area."),
            "invalid_choice": _("One of your choices is not in the plan. Choose from the list."),
            "invalid_list": _("Choose from the list."),
        },
    )
    frequency = forms.ChoiceField(
        label=_("How often"),
        choices=Frequency.choices,
        required=False,
        error_messages={"invalid_choice": _("Choose one of the listed frequencies.")},
    )

    def __init__(self, *args: Any, topics: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = list(topics)
        scope = cast(forms.MultipleChoiceField, self.fields["scope"])
        scope.choices = [(topic.value, topic.name) for topic in self.topics]

    def clean_frequency(self) -> str:
        """Summaries are not sent yet: to take the choice and send nothing would be worse."""
        frequency = str(self.cleaned_data["frequency"] or Frequency.NOW)
        if frequency != Frequency.NOW:
            raise forms.ValidationError(
                _("Daily and weekly summaries are not available yet. Choose to hear at once."),
                code="unavailable",
            )
        return frequency

    def read_choices(self) -> Choices:
        """Return what was chosen; the form must be valid."""
        data = self.cleaned_data
        return Choices(data["language"], data["frequency"], tuple(data["scope"]))

    def chosen(self) -> set[str]:
        """The values to show as ticked: what was typed, else what the form began with."""
        return {str(value) for value in self["scope"].value() or []}


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

    field_order = ("email", "language", "scope", "frequency")
