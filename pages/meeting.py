"""Two editors on one page: the second hears of the first before anything is put on top."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

if TYPE_CHECKING:
    from wagtail.admin.forms import WagtailAdminModelForm as _Form
else:
    _Form = object


class NoticesOthers(_Form):
    """A form that refuses once when somebody else has saved since it was opened.

    Wagtail's background save refuses by itself; its buttons do not, and its dialogue comes only
    once the browser has asked. Nothing is lost: the form comes back as it was typed, together with
    the number of the newer version, so that pressing again means it. The other's stays in the history.
    """

    def _post_clean(self) -> None:
        super()._post_clean()
        other = find_newer(self.data, self.instance, self.for_user)
        if other is not None:
            message = _(
                "%(name)s saved a newer version at %(time)s. What you typed is still here. Look at the history, and press the button again to save yours on top."
            )
            said = {"name": other.user.get_full_name() or other.user.get_username()}
            self.add_error(None, message % {**said, "time": f"{other.created_at.astimezone():%H:%M}"})


def find_newer(posted: Any, edited: Any, user: Any) -> Revision | None:
    """Return the newest version if somebody else saved it after the form was opened, else None."""
    opened = posted.get("overwrite_revision_id") or posted.get("loaded_revision_id")
    newest: Revision | None = getattr(edited, "latest_revision", None)
    if not opened or newest is None or newest.user is None or newest.user == user:
        return None
    unchanged = str(newest.pk) == opened and (
        posted.get("overwrite_revision_id")
        or posted.get("loaded_revision_created_at", "") in ("", newest.created_at.isoformat())
    )
    return None if unchanged else newest
