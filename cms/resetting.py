"""An editor who forgot the password gets a link by mail, in the language of their own desk."""

from typing import Any

from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.users.models import UserProfile

from cms.shell import LANGUAGE_CODES


class DeskPasswordResetForm(PasswordResetForm):
    """Wagtail's form; its mail leaves through `workers.desk_mail` like all mail.

    The answer is the same for an unknown address, and when the mail cannot be sent: Django logs that.
    """

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        context = args[2] if len(args) > CONTEXT else kwargs["context"]
        with translation.override(language_of(context["user"])):
            super().send_mail(*args, **kwargs)


CONTEXT = 2


def language_of(user: Any) -> str:
    """Return the language that the editor has chosen for the desk, else the language of the form."""
    chosen = UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True).first()
    return chosen if chosen in LANGUAGE_CODES else translation.get_language() or LANGUAGE_CODES[0]
