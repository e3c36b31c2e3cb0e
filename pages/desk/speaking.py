"""Gives the desk's scripts the Swedish of what Wagtail has only in English."""

from django.template.loader import render_to_string
from django.utils.translation import gettext

from pages.desk.borrowed import SCRIPTS


def say_in_scripts() -> str:
    """Return markup that adds our texts to those that Django's script catalogue knows."""
    texts = {text: gettext(text) for text in SCRIPTS}
    return render_to_string("pages/desk/texts_for_scripts.html", {"texts": texts})
