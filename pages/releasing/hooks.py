"""What releases add to Wagtail's desk."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from pages.releasing.viewset import ReleaseViewSet


@hooks.register("register_log_actions")
def register_what_is_done(actions: LogActionRegistry) -> None:
    """Name in the history what somebody, or the clock, did to a release."""
    publishing, failing = _("Publish together"), _("The joint publication failed and nothing was published")
    actions.register_action("pages.release.publish", publishing, _("Published together, as one"))
    actions.register_action(
        "pages.release.schedule", _("Schedule together"), _("Scheduled to be published together")
    )
    actions.register_action("pages.release.call_off", _("Call off"), _("Called off the time of publication"))
    actions.register_action(
        "pages.release.fetch_texts", _("Fetch texts"), _("Fetched the texts of the drafts for translation")
    )
    actions.register_action("pages.release.choose", _("Choose drafts"), _("Chose what is published together"))
    actions.register_action("pages.release.fail", _("Fail"), failing)


@hooks.register("register_admin_viewset")
def register_releases() -> ReleaseViewSet:
    return ReleaseViewSet()
