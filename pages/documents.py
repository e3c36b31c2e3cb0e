"""What the record keeps of a file that readers can fetch."""

from typing import Any


def describe_document(document: Any) -> dict[str, Any] | None:
    """Return `{title, src, extension, size, file_hash}` of a Wagtail document; None when there is none.

    `src` is a path, `size` is in octets. The hash is there so that a replaced file is a change.
    """
    if document is None:
        return None
    return {
        "title": document.title,
        "src": document.url,
        "extension": document.file_extension.lower(),
        "size": document.get_file_size(),
        "file_hash": document.get_file_hash(),
    }
