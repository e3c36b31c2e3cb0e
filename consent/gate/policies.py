"""What each document of the gate may load: nobody, one service's frame, or one service's script."""

from collections.abc import Iterable, Mapping

from consent.registry.references import Reference

Directives = Mapping[str, tuple[str, ...]]

NOBODY: tuple[str, ...] = ("'none'",)
OURSELVES: tuple[str, ...] = ("'self'",)

OWN: Directives = {
    "default-src": NOBODY,
    "style-src": OURSELVES,
    "img-src": OURSELVES,
    "font-src": OURSELVES,
    "form-action": OURSELVES,
}
"""A document of our own, with nothing of anybody else's."""

SANDBOX: tuple[str, ...] = ("allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox")
"""What a foreign script may: not our origin, no forms, and never the page around it."""

PLAYER_SANDBOX: tuple[str, ...] = (*SANDBOX, "allow-same-origin", "allow-forms", "allow-presentation")
"""What a service's own frame may: all that it does in its own origin, but not lead our page away."""


def let_frame(reference: Reference) -> Directives:
    """Let our document frame the service; a script of theirs runs in a further document of ours."""
    hosts = OURSELVES if reference.adapter.mode == "script" else list_sources(reference.service.hosts)
    return {**OWN, "frame-src": hosts}


def let_run(reference: Reference) -> Directives:
    """Let the service's script run in a document that has no origin, and can ask its own hosts alone.

    Of ours it gets the stylesheet. Styles in the markup are let in: scripts of this kind write them.
    """
    hosts = list_sources(reference.service.hosts)
    return {
        "sandbox": SANDBOX,
        "default-src": NOBODY,
        "script-src": hosts,
        "style-src": (*OURSELVES, "'unsafe-inline'", *hosts),
        "img-src": (*hosts, "data:"),
        "font-src": (*hosts, "data:"),
        "media-src": hosts,
        "connect-src": hosts,
        "frame-src": hosts,
        "form-action": NOBODY,
    }


def list_sources(hosts: Iterable[str]) -> tuple[str, ...]:
    """Return hosts as sources of a policy; nobody when there are none."""
    return tuple(f"https://{host}" for host in hosts) or NOBODY
