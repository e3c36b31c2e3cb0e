"""The view in which wagtail-localize reads a source anew, without publishing Swedish in English pages."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from pages.quality.checking import find_errors


class UpdateForm(UpdateTranslationsForm):
    """Says truly what publishing at once needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["publish_translations"].help_text = _(
            "Works when all texts are translated. A page is never published with texts in the other language."
        )


class UpdateView(UpdateTranslationsView):
    """Refuses to publish a translation that lacks texts, or has another error, and says which."""

    template_name = "pages/desk/update_translations.html"

    def get_form(self) -> UpdateForm:
        if not hasattr(self, "form"):
            self.form = UpdateForm(self.request.POST) if self.request.method == "POST" else UpdateForm()
        return self.form

    def form_valid(self, form: UpdateForm) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            with transaction.atomic():
                self.object.update_from_db()
                for translation in self.object.translations.filter(enabled=True):
                    for message in explain(translation):
                        form.add_error("publish_translations", message)
        if form.errors:
            shown: HttpResponse = self.render_to_response(self.get_context_data())
            return shown
        answer: HttpResponse = super().form_valid(form)
        return answer


def explain(translation: Translation) -> list[str]:
    """Return why the translation cannot be published as it is now, in the editor's language."""
    becoming = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return [finding.message for finding in find_errors(becoming)]
