"""What consent adds to Wagtail's desk."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from consent.desk.menu import CookiesGroup
from consent.desk.publishing import PUBLISH
from consent.desk.texts import BannerTextViewSet, CategoryTextViewSet


@hooks.register("register_admin_viewset")
def register_registry() -> list[ViewSet | ViewSetGroup]:
    return [CookiesGroup(), CategoryTextViewSet(), BannerTextViewSet()]


@hooks.register("register_log_actions")
def register_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        PUBLISH, _("Publish the registry"), _("Published the registry of cookies and services")
    )
