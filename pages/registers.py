"""The registers at the desk: actors, groups, municipalities, indicators and the glossary."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.models import Actor, ActorGroup, Indicator, Municipality, Term


class ActorViewSet(SnippetViewSet):
    """Who carries out the plan."""

    model = Actor
    icon = "group"
    list_display = ("name", "group", "municipality", "locale")
    list_filter = ("group", "municipality")
    search_fields = ("name", "description")


class ActorGroupViewSet(SnippetViewSet):
    """The groups that actors belong to."""

    model = ActorGroup
    icon = "folder-open-inverse"
    list_display = ("name", "code", "order", "locale")
    search_fields = ("name", "code")


class MunicipalityViewSet(SnippetViewSet):
    """The municipalities of the county."""

    model = Municipality
    icon = "site"
    list_display = ("name", "code", "locale")
    search_fields = ("name", "code")


class IndicatorViewSet(SnippetViewSet):
    """What shows whether the plan leads anywhere."""

    model = Indicator
    icon = "history"
    list_display = ("name", "unit", "direction", "values_due", "locale")
    list_filter = ("direction",)
    search_fields = ("name", "description", "source")


class TermViewSet(SnippetViewSet):
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
