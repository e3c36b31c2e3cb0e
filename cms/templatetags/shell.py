"""Tags of base.html."""

from typing import Any

from django import template
from django.template import Context

from cms.shell import SWITCH, LanguageLink, current_language, link_languages, other_language
from pages.reading import as_recorded

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> dict[str, Any]:
    """Return `{translations, switch}` for a Wagtail page, or for a view that passes `alternates`."""
    language, request = current_language(), context.get("request")
    alternates: dict[str, str] | None = context.get("alternates")
    if alternates:
        links = [LanguageLink(code, SWITCH[code], path) for code, path in alternates.items()]
        switch = next(link for link in links if link.language == other_language(language))
        return {"translations": links, "switch": switch}
    page = context.get("page")
    keys = []
    if page is not None and hasattr(page, "translation_key"):
        ancestors = page.get_ancestors().filter(depth__gt=1).reverse()
        keys = [page.translation_key, *ancestors.values_list("translation_key", flat=True)]
    translations, switch = link_languages(keys, language, as_recorded(request.path) if request else "")
    return {"translations": translations, "switch": switch}
