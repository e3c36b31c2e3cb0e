"""What an editor does for a subscriber: adds or edits a contact person, sends a link, ends all mail."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages

from workers import tasks
from workers.desk.subscribers.forms import ContactForm
from workers.desk.subscribers.pages import AskingPage, Page, above, find_subscriber
from workers.desk.subscribers.permitting import ADD, CHANGE
from workers.models import Contact, Fate, Source, Subscriber
from workers.services.contacts.adding import add
from workers.services.contacts.editing import edit, inform_again, is_contact
from workers.services.subscribing.choosing import list_followed
from workers.services.subscribing.following import TooMany, ask_to_manage, leave
from workers.tokens import USUAL_KINDS


class ContactFormView(Page, FormView):  # type: ignore[type-arg]  # both use one form
    """A form of the desk about a contact person."""

    template_name = "workers/desk/subscribers/form.html"
    form_class = ContactForm
    button = gettext_lazy("Save")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action_url=self.request.path,
            submit_button_label=self.button,
            submit_button_active_label=_("Saving…"),
            **kwargs,
        )


class AddView(ContactFormView):
    """A contact person is added, and told so."""

    permission_required = ADD
    page_title = gettext_lazy("Add a contact person")
    header_icon = "plus"
    button = gettext_lazy("Add")
    initial = {"language": "sv", "frequency": "now", "scope": ["plan"], "kinds": USUAL_KINDS}

    def form_valid(self, form: ContactForm) -> HttpResponse:
        entry = form.read_entry()
        fate = add([entry], source=Source.EDITOR, by=self.request.user)[entry.email]
        if fate is Fate.NEW:
            tasks.poke_later(tasks.deliver_bulk)
            messages.success(
                self.request, _("The contact person is added. A first mail that says so is on its way.")
            )
            return redirect("subscriber", Subscriber.objects.get(email=entry.email).key)
        error = (
            _("The address follows already, and keeps its own choices.")
            if fate is Fate.KNOWN
            else _("The address will not be written to. Only its owner can change that, by subscribing.")
        )
        form.add_error("email", forms.ValidationError(error, code=fate.value))
        return self.form_invalid(form)


class EditView(ContactFormView):
    """A contact person's data and what they hear of."""

    permission_required = CHANGE
    page_title = gettext_lazy("Edit a contact person")
    header_icon = "edit"

    def get_form_kwargs(self) -> dict[str, Any]:
        self.subscriber = find_subscriber(self.kwargs["key"])
        if not is_contact(self.subscriber):
            raise Http404
        return {**super().get_form_kwargs(), "subscriber": self.subscriber}

    def get_initial(self) -> dict[str, Any]:
        contact = Contact.objects.select_related("group", "municipality").get(subscriber=self.subscriber)
        return {
            "name": contact.name,
            "organisation": contact.organisation,
            "group": str(contact.group.key) if contact.group else "",
            "municipality": str(contact.municipality.key) if contact.municipality else "",
            "language": self.subscriber.language,
            "frequency": self.subscriber.frequency,
            "scope": list_followed(self.subscriber),
            "kinds": self.subscriber.kinds,
        }

    def list_above(self) -> list[dict[str, Any]]:
        return [above(self.kwargs["key"])]

    def form_valid(self, form: ContactForm) -> HttpResponse:
        edit(self.subscriber.key, form.read_entry(self.subscriber.email))
        messages.success(self.request, _("The changes are saved."))
        return redirect("subscriber", self.subscriber.key)


class EndView(AskingPage):
    """Asks, and by POST ends all mail to somebody on their behalf."""

    permission_required = CHANGE
    template_name = "workers/desk/subscribers/end.html"
    page_title = gettext_lazy("End all mail to a subscriber")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        subscriber = find_subscriber(self.kwargs["key"])
        leave(subscriber.key, Source.EDITOR)
        messages.success(request, _("Nothing more is sent to the address."))
        return redirect("subscriber", subscriber.key)


class PostView(Page):
    """Does one thing for a subscriber and shows their page again."""

    permission_required = CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        subscriber = find_subscriber(self.kwargs["key"])
        self.act(subscriber)
        return redirect("subscriber", subscriber.key)

    def act(self, subscriber: Subscriber) -> None:
        """Do it, and say so."""
        raise NotImplementedError


class LinkView(PostView):
    """Mails the link to the subscriber's own settings; the editor never sees it."""

    def act(self, subscriber: Subscriber) -> None:
        try:
            ask_to_manage(subscriber.email, subscriber.language)
        except TooMany:
            messages.warning(self.request, _("Too many mails are asked for just now. Try again in a minute."))
            return
        tasks.poke_later(tasks.deliver_urgent)
        messages.success(
            self.request,
            _("A link to the settings is on its way, unless one was sent in the last ten minutes."),
        )


class InformView(PostView):
    """Mails the first mail to a contact person once more, when it failed."""

    def act(self, subscriber: Subscriber) -> None:
        if inform_again(subscriber.key):
            tasks.poke_later(tasks.deliver_bulk)
            messages.success(self.request, _("The first mail is sent again."))
        else:
            messages.warning(self.request, _("The first mail has arrived, or is on its way."))
