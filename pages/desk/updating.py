"""The view in which wagtail-localize reads a source anew, without publishing Swedish in English pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from pages.desk.permitting import may_publish
from pages.quality.checking import find_errors

BOX = "publish_translations"


class UpdateForm(UpdateTranslationsForm):
    """Says truly what publishing at once needs, and offers it to those who may."""

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_publish:
            self.fields[BOX].help_text = _(
                "Works when all texts are translated. A page is never published with texts in the other language."
            )
        else:
            del self.fields[BOX]

    def clean(self) -> dict[str, Any]:
        if BOX not in self.fields and self.data.get(BOX):
            raise ValidationError(_("You may translate this, and not publish it. Leave that to a reviewer."))
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class UpdateView(UpdateTranslationsView):
    """Publishes for those who may, and refuses a translation that lacks texts, or has another error."""

    template_name = "pages/desk/update_translations.html"

    def get_form(self) -> UpdateForm:
        if not hasattr(self, "form"):
            data = self.request.POST if self.request.method == "POST" else None
            self.form = UpdateForm(data, may_publish=self.may_publish())
        return self.form

    def may_publish(self) -> bool:
        enabled = self.object.translations.filter(enabled=True)
        return all(may_publish(self.request.user, each.get_target_instance()) for each in enabled)

    def form_valid(self, form: UpdateForm) -> HttpResponse:
        if BOX not in form.fields:
            return self.only_read()
        if form.cleaned_data[BOX]:
            with transaction.atomic():
                self.object.update_from_db()
                for translation in self.object.translations.filter(enabled=True):
                    for message in explain(translation):
                        form.add_error(BOX, message)
        if form.errors:
            shown: HttpResponse = self.render_to_response(self.get_context_data())
            return shown
        answer: HttpResponse = super().form_valid(form)
        return answer

    def only_read(self) -> HttpResponse:
        """Read the source's texts anew. wagtail-localize would open or close the translation to readers, too."""
        with transaction.atomic():
            self.object.update_from_db()
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())


def explain(translation: Translation) -> list[str]:
    """Return why the translation cannot be published as it is now, in the editor's language."""
    becoming = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    return [finding.message for finding in find_errors(becoming)]
