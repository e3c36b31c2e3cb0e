"""Tells a translator what sort of change they are about to translate."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail_localize.models import Translation

from pages.choices import ChangeKind
from pages.record import Publication

SOURCE = settings.LANGUAGE_CODE


def tell_change(request: HttpRequest, translated: Any) -> None:
    """Say in the translator which change of the source waits: its kind, its day and its note."""
    if request.method != "GET" or translated.locale.language_code == SOURCE:
        return
    key, locale = translated.translation_key, translated.locale
    if not Translation.objects.filter(source__object_id=key, target_locale=locale, enabled=True).exists():
        return
    said = Publication.objects.of(key, SOURCE).exclude(kind__in=[ChangeKind.MOVED, ChangeKind.WITHDRAWN])
    newest = said.last()
    if (
        newest is None
        or Publication.objects.filter(change=newest.change, locale=locale.language_code).exists()
    ):
        return
    told = _("The Swedish version was published on %(day)s. Kind of change: %(kind)s.") % {
        "day": date_format(localtime(newest.valid_from), "DATE_FORMAT"),
        "kind": newest.get_kind_display(),
    }
    if newest.note:
        told += " " + _("Translate its change note too: “%(note)s”") % {"note": newest.note}
    messages.info(request, told)
