"""An editor who is logged in, and forms filled in as a browser would."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.fields import StreamField
from wagtail.test.utils.form_data import querydict_from_html

from consent.registry import published

EMPTY_STREAMS = {
    f"{field.name}-count": "0"
    for model in apps.get_app_config("pages").get_models()
    for field in model._meta.get_fields()
    if isinstance(field, StreamField)
}


class Editor:
    """Somebody at the desk, who may do everything there."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open_form(self, path: str, form_id: str) -> dict[str, Any]:
        """Return the values that a form is opened with; a script would count the blocks of what is empty."""
        response = self.client.get(path)
        assert response.status_code == 200, response
        return EMPTY_STREAMS | dict(querydict_from_html(response.content.decode(), form_id=form_id).lists())

    def edit(self, page: Any, **changes: Any) -> Any:
        """Change fields of a page in the editor and press a button, "publish" unless another is given."""
        path = f"/admin/pages/{page.pk}/edit/"
        values = self.open_form(path, "page-edit-form")
        changes.setdefault("action-publish", "1")
        return self.client.post(path, values | changes)

    def post(self, path: str, **values: Any) -> Any:
        return self.client.post(path, values)


@pytest.fixture
def editor(db: None, client: Client) -> Editor:
    client.force_login(get_user_model().objects.create_superuser("anna", "anna@example.org", "password"))
    return Editor(client)


@pytest.fixture(autouse=True)
def _registry_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the registry's copy for as long as a test lasts: whoever counts queries counts no refresh."""
    monkeypatch.setattr(published, "SNAPSHOT_SECONDS", 3600.0)
