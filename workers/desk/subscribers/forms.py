"""The form of a contact person, by hand."""

from typing import Any, cast

from django import forms
from django.utils.translation import get_language, gettext_lazy

from workers.forms import KINDS, LONG_ADDRESS, WRONG_ADDRESS, clean_address
from workers.models import Frequency, Language, Subscriber, Topic
from workers.models.contact import NAME_LENGTH
from workers.models.topic import AREA
from workers.services.contacts.checking import Entry
from workers.services.contacts.knowing import ACTOR, GROUP, MUNICIPALITY, PRIORITY, fold, know
from workers.services.messages.sorting import sort_key
from workers.services.messages.telling import name_version
from workers.services.subscribing.choosing import list_followed
from workers.services.subscribing.following import WHOLE_PLAN
from workers.services.subscribing.offering import offer_actors

NOTHING = gettext_lazy("None")


class ContactForm(forms.Form):
    """Who somebody is, and what to send; `email` is asked for once, when they are added."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write the e-mail address."),
            "invalid": WRONG_ADDRESS,
            "max_length": LONG_ADDRESS,
        },
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=NAME_LENGTH, required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        max_length=NAME_LENGTH,
        error_messages={"required": gettext_lazy("Write the organisation that the person is a contact for.")},
    )
    group = forms.ChoiceField(label=gettext_lazy("Group of actors"), required=False)
    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the messages"), choices=Language.choices)
    frequency = forms.ChoiceField(label=gettext_lazy("How often"), choices=Frequency.choices)
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("What they hear of"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose the whole plan, or at least one area, priority or actor."),
            "invalid_choice": gettext_lazy("One of your choices is not in the plan. Choose from the list."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Which changes?"),
        widget=forms.CheckboxSelectMultiple,
        choices=KINDS,
        error_messages={
            "required": gettext_lazy("Choose at least one kind of change."),
            "invalid_choice": gettext_lazy("Choose from the listed kinds of change."),
        },
    )

    def __init__(self, *args: Any, subscriber: Subscriber | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        followed = list_followed(subscriber) if subscriber else []
        self.topics = {str(topic.key): topic for topic in list_topics([GROUP, MUNICIPALITY, ACTOR], [])}
        parts = list_topics([AREA, PRIORITY], [key for key in followed if key != WHOLE_PLAN])
        for kind, name in ((GROUP, "group"), (MUNICIPALITY, "municipality")):
            found = [topic for topic in self.topics.values() if topic.type == kind]
            self.choices(name, [("", NOTHING), *name_all(found, language)])
        parts = [topic for topic in parts if topic.type != ACTOR]
        actors = offer_actors({topic.key: topic for topic in self.topics.values()}, language)
        self.topics |= {str(topic.key): topic for topic in parts}
        whole = (WHOLE_PLAN, gettext_lazy("The whole plan"))
        by_group = [(group.name, [(one.value, one.name) for one in group.parts]) for group in actors]
        self.choices("scope", [whole, *name_all(parts, language), *by_group])
        if subscriber is not None:
            del self.fields["email"]

    def choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Offer these in a field."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def clean_email(self) -> str:
        return clean_address(str(self.cleaned_data["email"]))

    def read_entry(self, email: str = "") -> Entry:
        """Return what was filled in; the form must be valid."""
        data = self.cleaned_data
        whole = WHOLE_PLAN in data["scope"]
        return Entry(
            email=data.get("email", email),
            organisation=data["organisation"],
            name=data["name"],
            language=data["language"],
            frequency=data["frequency"],
            topics=() if whole else tuple(self.topics[key] for key in data["scope"]),
            actor=know().actors.get(fold(data["organisation"])),
            group=self.topics.get(data["group"]),
            municipality=self.topics.get(data["municipality"]),
            kinds=tuple(data["kinds"]),
        )


def list_topics(types: list[str], keys: list[str]) -> list[Topic]:
    """Return the live topics of these types, and those of these keys, in the order of their codes."""
    topics = Topic.objects.followable()
    found = {topic.pk: topic for topic in [*topics.filter(type__in=types), *topics.filter(key__in=keys)]}
    return sorted(found.values(), key=lambda topic: sort_key(topic.code))


def name_all(topics: list[Topic], language: str) -> list[tuple[str, Any]]:
    """Return `(key, name)` of each topic; the codes of groups and municipalities are not for readers."""
    named = []
    for topic in topics:
        version = topic.version_in(language)
        if version is not None:
            bare = topic.type in (GROUP, MUNICIPALITY)
            named.append((str(topic.key), version.title if bare else name_version(topic, version)))
    return named
