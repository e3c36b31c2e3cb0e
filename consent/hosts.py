"""Host names as editors write them: one a line, whole, and never a pattern."""

import re
from urllib.parse import urlsplit

from django.conf import settings

HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def split_hosts(text: str) -> list[str]:
    """Return the hosts of a field, one a line, in small letters, each once, in order."""
    return list(dict.fromkeys(line.strip().lower() for line in text.splitlines() if line.strip()))


def find_bad_hosts(text: str) -> list[str]:
    """Return the lines that are no host name: with a scheme, a port, a path, a wildcard, or without a dot."""
    return [host for host in split_hosts(text) if not HOST.fullmatch(host)]


def list_our_hosts() -> set[str]:
    """Return the names under which this website is reached, in small letters."""
    named = [urlsplit(settings.SITE_URL).hostname or "", *settings.ALLOWED_HOSTS]
    return {host.lower().removeprefix(".") for host in named} - {"", "*"}


def is_ours(host: str) -> bool:
    """Tell whether a browser gives us what it keeps for this host: a name of ours, or a domain above one."""
    name = host.lower().removeprefix(".")
    return any(own == name or own.endswith(f".{name}") for own in list_our_hosts())
