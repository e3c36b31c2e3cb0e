"""Expires the cookies of ours that a visitor does not allow, wherever their browser may keep them.

A browser tells the server a cookie's name, never its path and domain (RFC 6265, 5.4), and expires
only the one that has exactly these: so every plausible pair is expired, the most plausible first.
"""

from collections.abc import Iterator
from http.cookies import CookieError, Morsel
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.http.request import split_domain_port
from django.utils.encoding import iri_to_uri

from consent.categories import NECESSARY
from consent.choosing.decisions import Decision
from consent.registry.published import PublishedItem
from consent.registry.stored import find_built_in

MOST_OCTETS = 3000
"""What all expirations of one answer may take: nginx refuses a head above 4 kB (its proxy_buffer_size)."""

DEEPEST = 6
STORAGES = frozenset({"local", "session", "indexeddb"})


def expire_refused(
    request: HttpRequest, response: HttpResponseBase, decision: Decision, near: str = ""
) -> None:
    """Expire each declared cookie of ours that the decision does not allow; necessary ones never.

    Sent cookies go by their names. With `near`, the path that the visitor was on, cookies that are
    declared by their whole names go unseen too: one that is kept for a page's path is not sent here.
    """
    items = find_refused(decision, {"cookie"})
    if not items:
        return
    names = {name: item for name in request.COOKIES for item in items if is_expirable(item, name, decision)}
    if near:
        names |= {item.name: item for item in items if item.match == "exact" and item.name not in names}
    left = MOST_OCTETS
    for path, domain in list_places(request, {item.path for item in names.values()}, near):
        for name in names:
            morsel = expire(name, path, domain)
            left -= len(morsel.OutputString()) + len("Set-Cookie: \r\n") if morsel else 0
            if morsel and left >= 0:
                key = f"{name} {path} {domain}" if name in response.cookies else name
                response.cookies[key] = morsel


def clears_storage(decision: Decision) -> bool:
    """Tell whether a browser without scripts should empty its storage for us: `Clear-Site-Data: "storage"`.

    It empties the whole of it, so never where something necessary is kept there, but for the editors'
    tool, which does not work without scripts.
    """
    kept = [item for item in decision.policy.stored if item.storage in STORAGES and not item.host]
    return bool(find_refused(decision, STORAGES)) and not any(
        item.category == NECESSARY.name and item.path == "/" for item in kept
    )


def find_refused(decision: Decision, storages: frozenset[str] | set[str]) -> list[PublishedItem]:
    """Return what we may keep ourselves, of these kinds, and this visitor does not allow."""
    return [
        item
        for item in decision.policy.stored
        if item.storage in storages
        and not item.host
        and not decision.grants(item.category)
        and not decision.grants_service(item.owner)
    ]


def is_expirable(item: PublishedItem, name: str, decision: Decision) -> bool:
    """Tell whether a sent cookie is what is declared here, and nothing necessary."""
    if not item.names(name) or find_built_in(name):
        return False
    return not any(
        one.names(name) and decision.grants(one.category)
        for one in decision.policy.stored
        if one.storage == "cookie" and not one.host
    )


def list_places(request: HttpRequest, declared: set[str], near: str) -> Iterator[tuple[str, str]]:
    """Yield paths and domains, "" for the host alone, in the order in which cookies are likely there."""
    paths = ["/", *sorted(declared), *list_paths(read_path(near)), *list_paths(request.path)]
    for path in dict.fromkeys(iri_to_uri(path) for path in paths if ";" not in path):
        for domain in ("", *list_domains(request.get_host())):
            yield path, domain


def read_path(address: str) -> str:
    """Return the path of an address as a form names it; "/" when it names none that is ours."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return "/"
    return path if path.startswith("/") and path.isprintable() else "/"


def list_paths(path: str) -> list[str]:
    """Return the ancestors of a path and itself: /sv, /sv/, /sv/planen, /sv/planen/ for "/sv/planen/".

    Scripts that name no path keep it without its last slash (RFC 6265, 5.1.4).
    """
    parts = path.strip("/").split("/")[:DEEPEST] if path.strip("/") else []
    above = ["/" + "/".join(parts[: length + 1]) for length in range(len(parts))]
    return [one for each in above for one in (each, f"{each}/")]


def list_domains(host: str) -> list[str]:
    """Return a host and its parent domains, never a top domain alone; an address has none."""
    name = split_domain_port(host)[0].strip("[]").lower()
    try:
        ip_address(name)
    except ValueError:
        parts = name.split(".")
        return [".".join(parts[start:]) for start in range(len(parts) - 1)]
    return []


def expire(name: str, path: str, domain: str) -> "Morsel[str] | None":
    """Return a cookie that ends another; None for a name that no header can carry."""
    morsel: Morsel[str] = Morsel()
    try:
        morsel.set(name, "", "")
    except CookieError:
        return None
    morsel["max-age"], morsel["path"], morsel["domain"] = 0, path, domain
    if name.startswith(("__Secure-", "__Host-")):
        morsel["secure"] = True
    return morsel
