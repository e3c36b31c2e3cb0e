"""Without a statement the API reveals nothing that can be embedded: every answer about the plan is looked through."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.markup import find_embeddable, find_embeds
from tests.services.asking import Answer, ask
from tests.services.site import Site

LISTS = ("plans", "pages", "actors", "indicators", "changes")
TRIED_IN_FULL = 3


def read(site: Site, path: str) -> Answer:
    return ask(f"{site.base_url}{path}")


def list_keys(site: Site) -> list[str]:
    """Return the key of every object that a list of the API names."""
    answers = [read(site, f"/api/v1/{name}/").json["items"] for name in LISTS]
    return list(dict.fromkeys(str(item["key"]) for items in answers for item in items))


def list_addresses(site: Site, document: Any) -> Iterator[str]:
    """Yield each address that the API describes: for every page in itself, for some in each language and form."""
    keys = list_keys(site)
    for path, methods in document["paths"].items():
        if "get" not in methods or "embed_id" in path:
            continue
        named = {one["name"] for one in methods["get"].get("parameters", []) if one["in"] == "query"}
        for locale in ("sv", "en"):
            query = (
                "?" + (f"locale={locale}&" if "locale" in named else "") + ("q=film" if "q" in named else "")
            )
            some = keys if (path.endswith("pages/{key}/") and locale == "sv") else keys[:TRIED_IN_FULL]
            for key in some if "{key}" in path else [""]:
                yield path.replace("{key}", key) + query.rstrip("?&")


def test_no_answer_of_the_whole_api_can_be_embedded(running_site: Site) -> None:
    document = read(running_site, "/api/v1/openapi.json").json
    embeds, found, read_with_success = [], {}, 0
    for address in list_addresses(running_site, document):
        answer = read(running_site, address)
        read_with_success += answer.status == 200
        found[address] = find_embeddable(answer.text)
        embeds += list(find_embeds(answer.json))
    assert embeds and read_with_success > 20
    assert {address: marks for address, marks in found.items() if marks} == {}


def test_an_embed_is_not_resolved_for_who_is_no_front_end(running_site: Site) -> None:
    pages = read(running_site, "/api/v1/plans/").json["items"]
    outline = read(running_site, f"/api/v1/plans/{pages[0]['key']}/outline/").json
    for embed in find_embeds(outline):
        embed_id = embed["gate"].rstrip("/").rpartition("/")[2]
        address = f"{running_site.base_url}/api/v1/consent/embeds/{embed_id}/"
        for answer in (ask(address), ask(address, Origin="https://evil.example", Consent_Statement="x")):
            assert (answer.status, find_embeddable(answer.text)) == (403, [])


@pytest.mark.parametrize("text", [r'{"a": "\u003Ciframe src"}', "https:\\/\\/player.vimeo.com\\/video\\/1"])
def test_what_could_be_embedded_is_seen(text: str) -> None:
    assert find_embeddable(text)
