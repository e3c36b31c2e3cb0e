"""The views in which an editor begins a translation: of drafts alone, and from the top of the tree."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views import submit_translations as localize

from pages.desk.beginning import begin, find_untranslated_parent


class SubmitForm(localize.SubmitTranslationForm):
    """Refuses a page whose place in the other language does not exist yet."""

    def __init__(self, instance: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(instance, *args, **kwargs)
        self.instance = instance

    def clean_locales(self) -> Any:
        chosen = self.cleaned_data["locales"]
        if isinstance(self.instance, Page):
            for locale in chosen:
                above = find_untranslated_parent(self.instance, locale)
                if above is not None:
                    message = _(
                        "The page above, “%(title)s”, has no version in that language. Translate it first."
                    )
                    self.add_error("locales", message % {"title": above.title})
        return chosen


class BeginsOnly(localize.SubmitTranslationView):
    """Begins what is missing, where wagtail-localize would also save anew what is public."""

    def get_form(self) -> SubmitForm:
        if self.request.method == "POST":
            return SubmitForm(self.object, self.request.POST)
        return SubmitForm(self.object, initial=super().get_form().initial)

    def form_valid(self, form: SubmitForm) -> HttpResponse:
        locales = list(form.cleaned_data["locales"])
        with_below = isinstance(self.object, Page) and form.cleaned_data["include_subtree"]
        begin(self.object, locales, self.request.user, with_below=with_below)
        names = ", ".join(str(locale.get_display_name()) for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        made = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(made))


class SubmitPageView(BeginsOnly, localize.SubmitPageTranslationView):
    """A page, and the pages below it if the editor wants those too."""


class SubmitSnippetView(BeginsOnly, localize.SubmitSnippetTranslationView):
    """An actor, an indicator, a word."""
