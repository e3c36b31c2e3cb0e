"""Providers that store what the registry says of them, for whichever site is audited."""

from collections.abc import Callable, Iterator

import pytest

from consent.audit.declared import Item, read_policy
from tests.services.providing import Provider, Thing, providing

Store = Callable[[str], None]


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    with providing() as server:
        yield server


def as_thing(item: Item) -> Thing:
    """Return what is stored under a declaration: a prefix or a pattern is given an end."""
    name = f"{item.name}x" if item.match == "prefix" else item.name.replace("*", "x")
    return Thing(item.storage, name, item.host, item.seconds or None)


@pytest.fixture
def store_as_declared(provider: Provider) -> Store:
    """Let the providers store exactly what the site at this address declares."""

    def store(site: str) -> None:
        policy = read_policy(site)
        things = [as_thing(item) for item in policy.items if item.host]
        provider.store(things, [service.hosts for service in policy.services])

    return store
