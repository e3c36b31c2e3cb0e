"""Without a statement nothing of any service can be embedded; what is read of the whole plan is tried in journeys."""

import json

import pytest

from consent.gate.embeds import record_embed
from consent.registry.adapters import ADAPTERS
from consent.registry.published import list_services
from consent.registry.references import find_reference
from tests.consent.asking import VIDEO
from tests.consent.statements.front_end import resolve, state
from tests.journeys.markup import find_embeddable

pytestmark = pytest.mark.django_db


def frames_of(url: str) -> list[str]:
    found = find_reference(url)
    return [found.frame] if found else []


@pytest.mark.parametrize("service", ["youtube", "vimeo", "openstreetmap", "instagram"])
def test_a_refusal_names_no_frame_of_any_service(service: str) -> None:
    urls = {
        "youtube": VIDEO,
        "vimeo": "https://vimeo.com/76979871",
        "openstreetmap": "https://www.openstreetmap.org/#map=12/59.27/15.21",
        "instagram": "https://www.instagram.com/p/CuZ1_3tsmpL/",
    }
    assert service in {one.adapter for one in list_services()} <= ADAPTERS.keys() | {""}
    embed = record_embed(urls[service])
    assert embed is not None
    refused = resolve(embed.pk)
    assert find_embeddable(json.dumps(refused.json()), frames_of(urls[service])) == []
    said = resolve(embed.pk, state(third_party="on")).json()
    is_framed = said["mode"] == "frame"
    assert said["frame"]["src"] == (frames_of(urls[service])[0] if is_framed else said["gate"])
    assert said["frame"]["csp"].startswith(
        "frame-src https://" if is_framed else "frame-src http://127.0.0.1"
    )
