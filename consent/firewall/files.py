"""Makes uploaded files inert: a browser shows pictures and films of ours, and keeps the rest.

An uploaded page or script stands at an address of our own, so that the policy of a page lets it in.
With another type, and `nosniff`, no browser runs it (Fetch, 2.9).
"""

import re

from django.http import FileResponse
from django.http.response import HttpResponseBase

SHOWN = re.compile(
    r"(?:audio|video)/.+|image/(?:avif|gif|jpeg|png|webp|x-icon)|text/(?:plain|vtt)|application/pdf"
)
KEPT = re.compile(r"text/(?:csv|calendar|rtf)|application/(?:msword|rtf|zip|vnd\.[a-z0-9.-]+)")
INERT = "application/octet-stream"


def is_file(response: HttpResponseBase) -> bool:
    """Tell whether an answer is a file, and not a page that comes in pieces."""
    return isinstance(response, FileResponse) or (
        response.streaming and "Content-Disposition" in response.headers
    )


def make_inert(response: HttpResponseBase) -> None:
    """Give a file that is no picture, film or paper a type that nothing runs, and have it saved."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if SHOWN.fullmatch(kind):
        return
    if not KEPT.fullmatch(kind):
        response.headers["Content-Type"] = INERT
    disposition = response.headers.get("Content-Disposition", "")
    if not disposition.startswith("attachment"):
        name = disposition.partition(";")[2]
        response.headers["Content-Disposition"] = f"attachment;{name}" if name else "attachment"
