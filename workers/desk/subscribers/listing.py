"""The list of subscribers: filtered by what stands in the address, searched by POST, because an address must not."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from workers.desk.subscribers.pages import TemplatePage
from workers.desk.subscribers.permitting import ADD, may
from workers.models import Basis, Contact, Frequency, Language, Subscriber
from workers.services.contacts.finding import choose, count_by_topic, search

ON_A_PAGE = 50
MOST_FOUND = 100


class FilterForm(forms.Form):
    """What to leave in; an unknown value is taken for none."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("active", gettext_lazy("Get mail")),
            ("unconfirmed", gettext_lazy("Have not confirmed")),
            ("ended", gettext_lazy("Get nothing any more")),
        ],
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Lawful basis"),
        required=False,
        choices=[("", gettext_lazy("All")), *Basis.choices],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("sv", gettext_lazy("Swedish")),
            ("en", gettext_lazy("English")),
        ],
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"),
        required=False,
        choices=[("", gettext_lazy("All")), *Frequency.choices],
    )

    def read(self) -> dict[str, str]:
        """Return the valid values by name."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


class SearchForm(forms.Form):
    """Whom to look for."""

    words = forms.CharField(max_length=254, required=False)


class ListView(TemplatePage):
    """GET shows a page of the list; POST the first hundred who match what was searched for."""

    template_name = "workers/desk/subscribers/list.html"
    page_title = gettext_lazy("Subscribers")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [item for item in super().get_breadcrumbs_items() if item["label"] != _("Subscribers")] + [
            {"url": "", "label": self.get_page_title()}
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FilterForm(self.request.GET)
        chosen = form.read()
        people = choose(**chosen)
        words = kwargs.get("words", "")
        if words:
            found = list(search(people, words)[: MOST_FOUND + 1])
            shown: dict[str, Any] = {"people": found[:MOST_FOUND], "more": len(found) > MOST_FOUND}
        else:
            pages = Paginator(people, ON_A_PAGE)
            page = pages.get_page(self.request.GET.get("p"))
            shown = {"people": list(page.object_list), "items": page}
            shown["elided_page_range"] = pages.get_elided_page_range(page.number)
        for person in shown["people"]:
            person.shown_contact = read_contact(person)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            **shown,
            "words": words,
            "form": form,
            "filtered": any(chosen.values()),
            "anybody": Subscriber.objects.exists(),
            "may_add": may(self.request.user, ADD),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        search_form = SearchForm(request.POST)
        words = str(search_form.cleaned_data["words"]) if search_form.is_valid() else ""
        return self.render_to_response(self.get_context_data(words=words, search_form=search_form))


class FiguresView(TemplatePage):
    """How many follow what, in which language and how often; counts alone."""

    template_name = "workers/desk/subscribers/figures.html"
    page_title = gettext_lazy("Subscribers in figures")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [(language, frequency) for language in Language.values for frequency in Frequency]
        figures = [
            (
                figure,
                [figure.counts.get(f"{language} {frequency.value}", 0) for language, frequency in columns],
            )
            for figure in count_by_topic(get_language() or "sv")
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "figures": figures,
            "frequencies": [frequency.label for frequency in Frequency],
            "active": Subscriber.objects.active().count(),
        }


def read_contact(person: Subscriber) -> Contact | None:
    """Return who somebody is to us, or None for who signed up."""
    return getattr(person, "contact", None)
