"""The form of a webhook, and those that ask since when to post again."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from workers.models import EventType, WebhookEndpoint
from workers.services.webhooks.guarding import PORTS, Refused, leads_inward, read_target
from workers.services.webhooks.signing import make_secret

LOCAL_TIME = "%Y-%m-%dT%H:%M"


class WebhookForm(WagtailAdminModelForm):
    """Says at the address what we do not post to; what its name leads to is checked at every post."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Where we post to. It must begin with https:// and be on the open internet."),
    )
    types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=EventType.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=list(EventType.values),
        error_messages={"required": _("Choose at least one event.")},
    )

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar = ["name", "url", "types", "owner_email", "owner_language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = [
            (value, f"{str(label).capitalize()} ({value})") for value, label in EventType.choices
        ]
        if not self.instance.pk and self.for_user:
            self.initial.setdefault("owner_email", self.for_user.email)

    def clean_url(self) -> str:
        """Return the address. What can be told without a look-up is told here, in words."""
        url: str = self.cleaned_data["url"]
        try:
            target = read_target(url)
        except Refused:
            raise ValidationError(
                _("We cannot post to this address. Write it without a user name and password.")
            ) from None
        inward = leads_inward(target.host)
        if inward and settings.WEBHOOKS_ALLOW_LOOPBACK:
            return url
        if inward:
            raise ValidationError(_("This address is inside a network. We post only to the open internet."))
        if target.scheme != "https":
            raise ValidationError(_("The address must begin with https://, so that nobody else can read it."))
        if not target.is_usual:
            ports = " ".join(map(str, PORTS))
            raise ValidationError(_("We post only to these ports: %(ports)s"), params={"ports": ports})
        return url

    def save(self, commit: bool = True) -> WebhookEndpoint:
        """Save what was asked for and nothing else: workers write to the same row meanwhile."""
        now = timezone.now()
        endpoint: WebhookEndpoint = self.instance
        if not endpoint.pk:
            endpoint.secret, endpoint.state_since, endpoint.next_turn_at = make_secret(), now, now
            saved: WebhookEndpoint = super().save(commit)
            return saved
        fields = list(self.Meta.fields)
        if "url" in self.changed_data:
            endpoint.failing_since, endpoint.next_turn_at = None, now
            fields += ["failing_since", "next_turn_at"]
        if commit:
            endpoint.save(update_fields=fields)
        return endpoint


class SinceForm(forms.Form):
    """Since when what was not delivered is posted again, in local time."""

    since = forms.DateTimeField(
        label=_("Not delivered since"),
        input_formats=[LOCAL_TIME, "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL_TIME),
        error_messages={
            "required": _("Write a date and a time."),
            "invalid": _("Write a date and a time, such as 2026-05-31 08:30."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", timezone.localtime() - timedelta(days=7))


class TurnOnForm(SinceForm):
    """Whether what was missed is posted when a webhook is turned on; then `since` is needed."""

    missed = forms.BooleanField(label=_("Also post what was not delivered since then"), required=False)

    field_order = ("since", "missed")

    def full_clean(self) -> None:
        """Ask for a time only when it is used."""
        ticked = bool(self.data.get(self.add_prefix("missed")))
        self.fields["since"].required = ticked
        super().full_clean()
