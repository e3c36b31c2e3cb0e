"""The registers at the desk: actors, groups, municipalities, indicators and the glossary."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.models import Actor, ActorGroup, Indicator, Municipality, Term


class RegisterViewSet(SnippetViewSet):
    """A register whose list fetches the languages of its rows at once."""

    joined: tuple[str, ...] = ("locale",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.select_related(*self.joined)
        return rows


class ActorViewSet(RegisterViewSet):
    """Who carries out the plan."""

    model = Actor
    joined = ("locale", "group", "municipality")
    icon = "group"
    list_display = ("name", "group", "municipality", "locale")
    list_filter = ("group", "municipality")
    search_fields = ("name", "description")


class ActorGroupViewSet(RegisterViewSet):
    """The groups that actors belong to."""

    model = ActorGroup
    icon = "folder-open-inverse"
    list_display = ("name", "code", "order", "locale")
    search_fields = ("name", "code")


class MunicipalityViewSet(RegisterViewSet):
    """The municipalities of the county."""

    model = Municipality
    icon = "site"
    list_display = ("name", "code", "locale")
    search_fields = ("name", "code")


class IndicatorViewSet(RegisterViewSet):
    """What shows whether the plan leads anywhere."""

    model = Indicator
    icon = "history"
    list_display = ("name", "unit", "direction", "values_due", "locale")
    list_filter = ("direction",)
    search_fields = ("name", "description", "source")


class TermViewSet(RegisterViewSet):
    """The words that are explained."""

    model = Term
    icon = "openquote"
    list_display = ("name", "explanation", "locale")
    search_fields = ("name", "explanation")


class RegistersGroup(SnippetViewSetGroup):
    """Everything that pages name, under one heading of the menu."""

    items = (IndicatorViewSet, ActorViewSet, ActorGroupViewSet, MunicipalityViewSet, TermViewSet)
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 150
