"""Sends messages to who is at the desk and asked to see them."""

from collections.abc import Sequence

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages

from workers import tasks
from workers.services.messages.rendering import Words
from workers.services.subscribing.following import TooMany
from workers.services.subscribing.writing import write_proof


def send_examples(request: HttpRequest, letters: Sequence[Words]) -> bool:
    """Put messages to the user's own address into the outbox, all or none; say what happened, and tell whether they are on their way."""
    address = getattr(request.user, "email", "")
    if not address:
        messages.error(
            request, _("Your account has no e-mail address. Write one under your account settings.")
        )
        return False
    if not letters:
        messages.warning(request, _("Nobody would be told, so there is no message to send."))
        return False
    try:
        with transaction.atomic():
            for words in dict.fromkeys(letters):
                write_proof(address, words)
    except TooMany:
        messages.error(request, _("Many test messages have just been sent. Try again in a minute."))
        return False
    transaction.on_commit(lambda: tasks.poke(tasks.deliver_urgent), robust=True)
    messages.success(request, _("The message is on its way to %(address)s.") % {"address": address})
    return True
