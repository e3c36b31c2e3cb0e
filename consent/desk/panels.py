"""The forms in the order that people work: who it is, what visitors are told, and last how it is done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from consent.desk.forms import BilingualForm, ServiceForm, StoredItemForm


def side_by_side(name: str, help_text: Any = "", *, lines: int = 0) -> FieldRowPanel:
    """Return one text in Swedish and English beside each other; `lines` makes it a larger field."""
    widget = forms.Textarea(attrs={"rows": lines}) if lines else None
    return FieldRowPanel(
        [FieldPanel(f"{name}_{language}", widget=widget) for language in ("sv", "en")], help_text=help_text
    )


SERVICE = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("label"),
                FieldPanel("name"),
                FieldPanel("company"),
                side_by_side("country", _("Where they are, and where the data goes.")),
                FieldPanel("privacy"),
            ],
            heading=_("Who it is"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("category"),
                side_by_side("kind", _("One word, as it stands before the name: Video from YouTube.")),
                side_by_side(
                    "purpose",
                    _(
                        "One sentence that says what it is good for, to the visitor or to you. Another purpose later asks everybody again."
                    ),
                    lines=3,
                ),
                side_by_side(
                    "shared",
                    _("What they get to know when it is shown, and what they may store. Say “you”."),
                    lines=5,
                ),
            ],
            heading=_("What visitors are told"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("adapter"),
                FieldPanel("mode"),
                FieldPanel(
                    "hosts",
                    help_text=_(
                        "One a line, without https://. Nothing else of theirs may load. Leave it empty to get those that are needed."
                    ),
                ),
                FieldPanel("active"),
            ],
            heading=_("How it is shown"),
        ),
    ],
    base_form_class=ServiceForm,
)
STORED = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("service"),
                FieldPanel("category", help_text=_("Follows the service, where there is one.")),
            ],
            heading=_("Who stores it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("storage"),
                FieldRowPanel([FieldPanel("match"), FieldPanel("name")]),
                FieldRowPanel([FieldPanel("host"), FieldPanel("path")]),
            ],
            heading=_("What it is"),
            help_text=_(
                "Some names have a part that differs from visitor to visitor. Then say how the name begins, or write * for that part: _pk_id.*"
            ),
        ),
        MultiFieldPanel(
            [
                side_by_side("purpose", _("What it remembers, and what for. One sentence."), lines=3),
                FieldPanel("duration"),
                FieldRowPanel([FieldPanel("length"), FieldPanel("unit")]),
            ],
            heading=_("What visitors are told"),
        ),
    ],
    base_form_class=StoredItemForm,
)
CATEGORY_TEXT = ObjectList(
    [
        side_by_side("label", _("One or two words.")),
        side_by_side(
            "purpose",
            _(
                "What is done, by whom, and what for. A visitor who reads only this knows what a yes means. Another purpose later asks everybody again."
            ),
            lines=6,
        ),
    ],
    base_form_class=BilingualForm,
)
BANNER_TEXT = ObjectList(
    [
        side_by_side("title", _("A question that can be answered with yes or no.")),
        side_by_side(
            "text",
            _(
                "What a yes means, that the website works without, and how to change one's mind. The two answers under it are fixed, so that none of them weighs more."
            ),
            lines=6,
        ),
    ],
    base_form_class=BilingualForm,
)
