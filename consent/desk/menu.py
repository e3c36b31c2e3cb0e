"""The registry's place in the desk's menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from consent.desk.publishing_views import PublishViewSet
from consent.desk.revisions import RevisionViewSet
from consent.desk.services import ServiceViewSet
from consent.desk.stored import StoredViewSet
from consent.desk.texts import TextsViewSet


class CookiesGroup(ViewSetGroup):
    """Everything about cookies and services, under one heading; others add theirs by `submenu_hook`."""

    items = (ServiceViewSet, StoredViewSet, TextsViewSet, PublishViewSet, RevisionViewSet)
    menu_label = _("Cookies and services")
    menu_name = "cookies"
    menu_icon = "lock"
    menu_order = 170
    submenu_hook = "register_cookies_menu_item"
