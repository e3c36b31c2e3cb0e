"""What Wagtail tells us that no save() does: deletions, moves, restrictions and pictures."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_unpublished, post_page_move

from pages.announcing import announce_changed_access, announce_moved_page, announce_saved_page, withdraw
from pages.models.published import PublishedPage
from pages.models.stating import PublishedSnippet

SOURCE = settings.LANGUAGE_CODE


def connect() -> None:
    """Connect every handler; called once, when the app is ready."""
    page_unpublished.connect(withdraw_page, dispatch_uid="withdraw_page")
    post_page_move.connect(record_move, dispatch_uid="record_move")
    post_save.connect(record_restriction, sender=PageViewRestriction, dispatch_uid="record_restriction")
    post_delete.connect(
        record_restriction, sender=PageViewRestriction, dispatch_uid="record_lifted_restriction"
    )
    for model in PublishedSnippet.__subclasses__():
        post_delete.connect(withdraw_snippet, sender=model, dispatch_uid=f"withdraw_{model.type_name}")
    for model in (get_image_model(), get_document_model()):
        post_save.connect(record_file, sender=model, dispatch_uid=f"record_{model.__name__}")
        post_delete.connect(record_file, sender=model, dispatch_uid=f"record_deleted_{model.__name__}")


def withdraw_page(instance: Page, **_: Any) -> None:
    """A deletion unpublishes without saving, while the row still says live."""
    if isinstance(instance, PublishedPage) and instance.alias_of_id is None:
        with transaction.atomic():
            withdraw(instance.translation_key, instance.locale.language_code)


def withdraw_snippet(instance: PublishedSnippet, **_: Any) -> None:
    with transaction.atomic():
        withdraw(instance.translation_key, instance.locale.language_code)


def record_move(instance: Page, **_: Any) -> None:
    with transaction.atomic():
        announce_moved_page(instance.specific)


def record_restriction(instance: PageViewRestriction, *, created: bool = False, **_: Any) -> None:
    """A page that is being deleted takes its restriction along, and is half gone by then."""
    base = Page.objects.filter(pk=instance.page_id).first()
    model = base.specific_class if base else None
    page = model._default_manager.filter(pk=instance.page_id).first() if model else None
    if isinstance(page, PublishedPage):
        with transaction.atomic():
            announce_changed_access(page)
            if created:
                restrict_translations(page, instance)


def restrict_translations(page: PublishedPage, restriction: PageViewRestriction) -> None:
    """What is hidden in the source language is hidden in the others; each is shown again by itself.

    wagtail-localize would do so at the next translation, when the new texts were public already.
    """
    if page.locale.language_code == SOURCE:
        for translation in page.get_translations().filter(view_restrictions=None):
            PageViewRestriction.objects.create(
                page=translation.page_ptr,
                restriction_type=restriction.restriction_type,
                password=restriction.password,
            )


def record_file(instance: AbstractImage | AbstractDocument, **_: Any) -> None:
    """A new file, title or alternative text is a change of every live page that shows it; so is none.

    Sources come before their translations, which take the change from them.
    """
    references = ReferenceIndex.get_references_to(instance)
    shown_on = (
        Page.objects.filter(pk__in=[reference.object_id for reference in references])
        .live()
        .order_by("locale", "pk")
        .specific()
    )
    with transaction.atomic():
        for page in shown_on:
            if isinstance(page, PublishedPage):
                announce_saved_page(page, stated=False, rewritten=False)
