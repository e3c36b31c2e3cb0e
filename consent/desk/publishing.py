"""Publishing the draft from the desk: what differs, what it means, and what is in the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from consent.categories import NECESSARY
from consent.desk.differing import Shown, show_lines
from consent.desk.words import MEANING_WORDS, name_category
from consent.models import BannerText, CategoryText, PolicyRevision, Service, StoredItem
from consent.registry.comparing import MEANINGS, Change, Meaning, compare, weigh
from consent.registry.describing import Content, describe_draft
from consent.registry.judging import Fault, list_faults
from consent.registry.publishing import fingerprint, publish_registry

PUBLISH = "consent.registry.publish"
EDITS = {
    Service: "consent_services:edit",
    StoredItem: "consent_stored:edit",
    CategoryText: "consent_categories:edit",
    BannerText: "consent_banner:edit",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something to mend first, and where."""

    what: str
    message: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    """One meaning that a change can have; `reason` says why it cannot."""

    value: Meaning
    label: str | Promise
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """What differs in one category, or in the banner; `field` is None where nobody can be asked."""

    name: str
    title: str
    lines: list[Shown]
    field: str | None
    options: list[Option]


class PublicationForm(forms.Form):
    """What the editor says of the changes, and what they were looking at when they said it."""

    expected = forms.CharField(max_length=64)
    since = forms.CharField(max_length=32, required=False)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For you and your colleagues: why this was changed. Visitors do not see it."),
    )

    def __init__(self, changes: Mapping[str, Change], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        for name, change in changes.items():
            if name != NECESSARY.name:
                self.fields[f"meaning-{name}"] = forms.ChoiceField(
                    choices=[(meaning, MEANING_WORDS[meaning]) for meaning in MEANINGS],
                    initial=change.suggested,
                    error_messages={
                        "required": _("Choose what the change means."),
                        "invalid_choice": _("Choose what the change means."),
                    },
                )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, change in self.changes.items():
            said = cleaned.get(f"meaning-{name}")
            if said and weigh(said, change.least) != said:
                self.add_error(f"meaning-{name}", say_why(change))
        return cleaned

    @property
    def meanings(self) -> dict[str, Meaning]:
        """What was said of each change, once the form is valid."""
        given = self.cleaned_data.items()
        return {key.removeprefix("meaning-"): value for key, value in given if key.startswith("meaning-")}


@dataclass(frozen=True, slots=True)
class Publication:
    """The draft as it stands against the latest revision."""

    latest: PolicyRevision | None
    content: Content
    changes: dict[str, Change]
    obstacles: list[Obstacle]

    @property
    def tokens(self) -> dict[str, str]:
        """What `PublicationForm` carries, so that another draft or another revision is noticed."""
        return {
            "expected": fingerprint(self.content),
            "since": self.latest.value if self.latest else "",
        }


def prepare() -> Publication:
    """Return what would be published now, and what is in the way."""
    latest = PolicyRevision.objects.first()
    content = describe_draft()
    changes = compare(latest.content if latest else {}, content)
    return Publication(latest, content, changes, [_point_at(fault) for fault in list_faults()])


def publish(form: PublicationForm, user: User) -> PolicyRevision | None:
    """Publish what a valid form is about, and log it; None when it was published already."""
    said = form.cleaned_data
    revision = publish_registry(
        meanings=form.meanings, note=said["note"], by=user, expected=said["expected"], since=said["since"]
    )
    if revision is not None:
        log(revision, PUBLISH, user=user, data={"note": said["note"]})
    return revision


def list_parts(changes: Mapping[str, Change]) -> list[Part]:
    """Return what differs, the banner first and then the categories in their order."""
    return [
        Part(
            name=name,
            title=name_category(name),
            lines=show_lines(change.lines),
            field=None if name == NECESSARY.name else f"meaning-{name}",
            options=list_options(change),
        )
        for name, change in changes.items()
    ]


def list_options(change: Change) -> list[Option]:
    """Return the three meanings; those that ask fewer people than the facts demand have a reason."""
    least = MEANINGS.index(change.least)
    return [
        Option(meaning, MEANING_WORDS[meaning], "" if number >= least else say_why(change))
        for number, meaning in enumerate(MEANINGS)
    ]


def say_why(change: Change) -> str:
    """Say why a change cannot mean less than it does."""
    if change.least == "purpose":
        return gettext("The category is new.")
    return gettext("Who takes part, or what is stored and for how long, has changed.")


def say_who(revision: PolicyRevision) -> str:
    """Say in a sentence or two whom a revision asked again."""
    everybody = [name for name in revision.asked_who_refused if name != NECESSARY.name]
    some = [name for name in revision.asked if name not in (*everybody, NECESSARY.name)]
    said = []
    if everybody:
        names = _enumerate(everybody)
        said.append(gettext("Everybody is asked again about %(names)s.") % {"names": names})
    if some:
        names = _enumerate(some)
        said.append(gettext("Those who said yes are asked again about %(names)s.") % {"names": names})
    return " ".join(said) or gettext("Nobody is asked again.")


def say_number(changes: Mapping[str, Change]) -> str:
    number = sum(len(show_lines(change.lines)) for change in changes.values())
    return ngettext("%(number)d change", "%(number)d changes", number) % {"number": number}


def _enumerate(names: list[str]) -> str:
    return gettext(" and ").join(name_category(name) for name in names)


def _point_at(fault: Fault) -> Obstacle:
    url = reverse(EDITS[type(fault.row)], args=[fault.row.pk])
    what = str(fault.row)
    if fault.field:
        field = fault.row._meta.get_field(fault.field)
        what, url = f"{what}: {field.verbose_name}", f"{url}#id_{fault.field}"  # type: ignore[union-attr]  # a fault names a column
    return Obstacle(what, fault.message, url)
