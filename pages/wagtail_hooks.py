"""What we add to and change in Wagtail's desk."""

from typing import Any

from django.utils.html import format_html
from wagtail import hooks
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from pages import log_actions  # noqa: F401
from pages.desk import hooks as desk  # noqa: F401  each of these registers its own hooks
from pages.importing import hooks as importing  # noqa: F401
from pages.previewing import hooks as previewing  # noqa: F401
from pages.quality import hooks as quality  # noqa: F401
from pages.quality import keeping, moving  # noqa: F401
from pages.registers import RegistersGroup
from pages.releasing import hooks as releasing  # noqa: F401
from pages.restoring import hooks as restoring  # noqa: F401


class EmbedAsLink(EmbedHandler):
    """Shows an embed in old or pasted rich text as a plain link.

    Wagtail's own handler asks the provider from the server and prints the provider's markup.
    """

    identifier = "media"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        url = attrs.get("url", "")
        return format_html('<a href="{}">{}</a>', url, url)

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        return [cls.expand_db_attributes(attrs) for attrs in attrs_list]


@hooks.register("register_rich_text_features", order=1000)
def show_embeds_as_links(features: FeatureRegistry) -> None:
    features.register_embed_type(EmbedAsLink)
    features.default_features[:] = [
        name for name in features.default_features if name not in ("embed", "image")
    ]


@hooks.register("construct_main_menu")
def hide_help(request: Any, menu_items: list[Any]) -> None:
    """The help menu links to Wagtail's own site, outside of ours."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


register_snippet(RegistersGroup)
