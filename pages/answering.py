"""What every answer of the API has: known parameters, an ETag, and headers that let anybody keep it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from consent.registry.published import read_policy
from pages.record import SiteVersion


class UnknownParameter(Exception):
    """The question has a parameter that this address does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class RepeatedParameter(UnknownParameter):
    """The question gives one parameter twice."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body and the hash of what it says."""

    body: dict[str, Any]
    hash: str


def check_parameters(request: HttpRequest, known: Collection[str]) -> None:
    """Raise `UnknownParameter` for a parameter beside these, `RepeatedParameter` for one that is said twice."""
    for name in request.GET:
        if name not in known:
            raise UnknownParameter(name)
        if len(request.GET.getlist(name)) > 1:
            raise RepeatedParameter(name)


def answers(*parameters: str) -> Callable[[Callable[..., Answer]], Callable[..., Any]]:
    """Let a view answer with an `Answer`; parameters beside these raise `UnknownParameter`.

    The ETag is the content hash, the version of the site, because titles of other pages,
    translations and paths are part of the answer too, and the policy that this process describes
    embeds by. Both are read first: what changes while the answer is made must make the next one new.
    """

    def decorate(view: Callable[..., Answer]) -> Callable[..., Any]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            check_parameters(request, parameters)
            version = f"{SiteVersion.current()}-{read_policy().fingerprint[:16]}"
            given = view(request, *args, **kwargs)
            etag = f'"{given.hash}-{version}"'
            request.api_language = kwargs.get("locale", "")  # type: ignore[attr-defined]  # read at the API's edge
            unchanged: HttpResponse | None = get_conditional_response(request, etag=etag)
            if unchanged is not None:
                return dress(unchanged, etag)
            request.api_etag = etag  # type: ignore[attr-defined]  # read when the answer is dressed
            return given.body

        return answer

    return decorate


def hash_together(hashes: list[str]) -> str:
    """Return one SHA-256 (64 hex digits) for many."""
    return hashes[0] if len(hashes) == 1 else sha256("".join(hashes).encode()).hexdigest()


def dress(response: HttpResponse, etag: str = "") -> HttpResponse:
    """Let every cache keep the answer and ask again."""
    if etag:
        response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response
