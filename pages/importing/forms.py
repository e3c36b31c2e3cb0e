"""The forms with which an editor hands over a document."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, PageLogEntry

from pages.codes import validate_code
from pages.models.published import PublishedPage

from . import limits
from .drafting import APPEND, REPLACE, Material, draft_into, draft_page, prepare_material
from .naming import name_page
from .page_types import has_code, list_types
from .reading import TEXT, WORD, read


class ImportForm(forms.Form):
    """A document. Once the form is valid, `material` is ready to be drafted and nothing is stored yet."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(WORD | TEXT))}),
        max_length=200,
        error_messages={"required": gettext_lazy("Choose a document.")},
    )

    def __init__(self, *args: Any, language: str, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language, self.user = language, user
        self.material: Material | None = None
        size = limits.megabytes(limits.upload_octets())
        self.fields["file"].help_text = _(
            "A Word document (.docx), Markdown (.md) or plain text (.txt), at most %(size)s MB."
        ) % {"size": size}

    def clean_file(self) -> "UploadedFile[Any]":
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        self.material = prepare_material(read(upload), upload.name or "", self.language, self.user)
        return upload

    def save(self) -> PageLogEntry:
        """Draft what the document holds; `ValidationError` holds what the page's model has against it."""
        raise NotImplementedError

    def complain(self, error: ValidationError) -> None:
        """Show what a model says against the page at the fields of this form."""
        errors = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for name, found in errors.items():
            at = {"slug": "title"}.get(name, name)
            self.add_error(at if at in self.fields else None, found)

    def ask_again(self) -> None:
        """A browser lets go of a chosen file when a form comes back: say so where it must be chosen again."""
        if self.errors and "file" not in self.errors:
            message = _("The document is fine. Choose it once more, when the rest is right.")
            self.add_error("file", ValidationError(message, code="again"))


class NewPageForm(ImportForm):
    """A document that becomes a page below another one."""

    page_type = forms.ChoiceField(label=gettext_lazy("Type of page"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=limits.TITLE,
        required=False,
        help_text=gettext_lazy("Leave empty to take the title of the document."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "For types of page that have one, such as U1 or U1.2. Leave empty if the title of the document begins with it."
        ),
    )
    field_order = ["file", "page_type", "title", "code"]

    def __init__(self, *args: Any, parent: Page, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, language=parent.locale.language_code, user=user, **kwargs)
        self.parent = parent
        self.models = {model._meta.model_name: model for model in list_types(parent)}
        types: Any = self.fields["page_type"]
        types.choices = [(name, model.get_verbose_name()) for name, model in self.models.items()]
        types.initial = next(iter(self.models), None)
        if not any(has_code(model) for model in self.models.values()):
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        model = self.models.get(cleaned.get("page_type", ""))
        if self.material is not None and model is not None and "title" in cleaned:
            code = cleaned.get("code", "").strip()
            title, code = name_page(self.material, cleaned["title"].strip(), code, coded=has_code(model))
            cleaned.update(title=title, code=code)
            self.check_code(model, code)
        self.ask_again()
        return cleaned

    def check_code(self, model: type[PublishedPage], code: str) -> None:
        """Ask for a code where the type has one; it is free in the plan, and written as codes are."""
        if not has_code(model):
            if code:
                self.add_error("code", _("Pages of this type have no code. Empty the field."))
            return
        if not code:
            self.add_error("code", _("Write a code: pages of this type are named by one."))
            return
        try:
            validate_code(code)
        except ValidationError as error:
            self.add_error("code", error)
            return
        namesake = model(locale=self.parent.locale).find_namesake(self.parent, code)
        if namesake is not None:
            message = _("“%(title)s” has the code %(code)s. Choose a code that is free in this plan.")
            self.add_error("code", message % {"title": namesake.title, "code": code})

    def save(self) -> PageLogEntry:
        """Draft the page; `ValidationError` holds what its model has against it."""
        assert self.material is not None  # noqa: S101  save() follows upon is_valid()
        model = self.models[self.cleaned_data["page_type"]]
        names = ("title", "code") if has_code(model) else ("title",)
        return draft_page(
            self.material, self.parent, model, **{name: self.cleaned_data[name] for name in names}
        )


class IntoPageForm(ImportForm):
    """A document whose text goes into the next draft of a page."""

    how = forms.ChoiceField(
        label=gettext_lazy("The text that the page has now"),
        widget=forms.RadioSelect,
        choices=[
            (APPEND, gettext_lazy("Keep it, and put the document after it")),
            (REPLACE, gettext_lazy("Replace it with the document")),
        ],
        initial=APPEND,
        help_text=gettext_lazy(
            "Title and introduction stay. What is public stays until you publish the draft."
        ),
    )

    def __init__(self, *args: Any, page: PublishedPage, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, language=page.locale.language_code, user=user, **kwargs)
        self.page = page

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.ask_again()
        return cleaned

    def save(self) -> PageLogEntry:
        """Put the text into the page's next draft."""
        assert self.material is not None  # noqa: S101  save() follows upon is_valid()
        return draft_into(self.material, self.page, self.cleaned_data["how"])
