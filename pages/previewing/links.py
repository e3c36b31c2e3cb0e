"""Makes, reads and ends the links to drafts."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from pages.models import PreviewLink

_SIGNER = Signer(salt="pages.preview")


def make_link(page: Page, user: Any) -> PreviewLink:
    """Make a link to the latest draft of a page; it ends after `PREVIEW_DAYS`."""
    link: PreviewLink = PreviewLink.objects.create(
        page_id=page.pk, made_by=user, ends_at=timezone.now() + timedelta(days=settings.PREVIEW_DAYS)
    )
    return link


def end_links(page: Page) -> int:
    """End every link to a page at once; return how many there were."""
    ended: int = PreviewLink.objects.open().filter(page_id=page.pk).update(ends_at=timezone.now())
    return ended


def address_of(link: PreviewLink) -> str:
    """Return the whole address that a colleague gets."""
    return f"{settings.SITE_URL}{reverse('preview', args=[_SIGNER.sign(str(link.key))])}"


def read_token(token: str) -> UUID | None:
    """Return the key that a token holds, or None for one that we never made."""
    try:
        return UUID(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
