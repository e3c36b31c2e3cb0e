"""Keeps the gate in step with the registry: what pages show is known under the services of the day."""

from typing import Any

from consent.gate.embeds import record_embed
from consent.models import Embed
from consent.registry.references import find_reference


def renew_embeds(**_kwargs: Any) -> None:
    """Record anew what a newly published service reads otherwise, or has taken over; rows only come.

    A page names a gate by service and reference, and is not saved again when either changes. One query
    where nothing changed.
    """
    every = list(Embed.objects.all())
    known = {embed.id for embed in every}
    for embed in every:
        found = find_reference(embed.url)
        if found and found.id not in known:
            record_embed(embed.url, embed.title)
