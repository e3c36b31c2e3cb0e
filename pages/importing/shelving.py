"""Puts the pictures of a document into the image library, and takes them out again when the import fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from . import limits
from .documents import Picture

Image = get_image_model()


def find_collection(user: Any) -> Collection | None:
    """Return the collection nearest the root into which the user may put pictures, or None."""
    policy = policy_registry.get_by_type(Image)
    allowed = policy.collections_user_has_permission_for(user, "add")
    found: Collection | None = allowed.order_by("path").first()
    return found


class Shelf:
    """Stores pictures for one user; a file that the library has already is used again."""

    def __init__(self, user: Any, collection: Collection, title: str) -> None:
        self.user, self.collection, self.title = user, collection, title
        self.stored: list[Any] = []

    def put(self, picture: Picture, alt_text: str) -> Any:
        """Return the library's image of this picture."""
        found = self._find(picture)
        if found is not None:
            return found
        number = len(self.stored) + 1
        name = f"{self.title[: limits.TITLE - 10]} {number}"
        image = Image(
            title=alt_text[: limits.TITLE] or name,
            description=alt_text[: limits.TITLE],
            collection=self.collection,
            uploaded_by_user=self.user,
        )
        image.file.save(f"import-{number}.{picture.ending}", ContentFile(picture.data), save=False)
        self.stored.append(image)
        image._meta.get_field("file").update_dimension_fields(image, force=True)
        image._set_image_file_metadata()  # noqa: SLF001  Wagtail's own upload form calls it
        image.save()
        return image

    def _find(self, picture: Picture) -> Any | None:
        policy = policy_registry.get_by_type(Image)
        choosable = policy.instances_user_has_permission_for(self.user, "choose")
        mark = sha1(picture.data, usedforsecurity=False).hexdigest()
        return choosable.filter(file_hash=mark).order_by("pk").first()


@contextmanager
def all_or_nothing(shelf: Shelf | None) -> Iterator[None]:
    """Run in a transaction; when it fails, take away the files too, which no transaction knows of."""
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for image in shelf.stored if shelf is not None else []:
            image.file.storage.delete(image.file.name)
        raise
