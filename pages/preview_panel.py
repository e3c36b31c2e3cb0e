"""Lets Wagtail's own checker see the page in the editor's preview panel."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse


class PreviewedAtTheDesk(models.Model):
    """A page whose preview knows the editor.

    A preview passes the middlewares with the public path, where nobody is logged in; Wagtail's user
    bar, which carries its accessibility checker, then stays away. base.html shows it in the panel alone.
    """

    class Meta:
        abstract = True

    def make_preview_request(
        self, original_request: Any = None, preview_mode: Any = None, extra_request_attrs: Any = None
    ) -> Any:
        known = {"desk_user": original_request.user} if original_request is not None else {}
        return super().make_preview_request(  # type: ignore[misc]  # stands before Wagtail's mixin
            original_request, preview_mode, {**known, **(extra_request_attrs or {})}
        )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        if getattr(request, "in_preview_panel", False) and hasattr(request, "desk_user"):
            request.user = request.desk_user
        response: HttpResponse = super().serve_preview(request, mode_name)  # type: ignore[misc]  # as above
        return response
