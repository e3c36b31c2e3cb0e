"""What others notice of a publication: those who publish in the same moment, and those who keep answers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from consent.models import PolicyRevision, Service
from consent.registry.published import read_current
from consent.registry.publishing import publish_registry
from tests.consent.asking import VIDEO
from tests.pages.building import build_home, build_standard, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

PUBLISHERS = 4


def test_one_draft_published_at_once_is_one_revision() -> None:
    Service.objects.filter(name="youtube").update(company="Google LLC")
    before, start = PolicyRevision.objects.count(), Barrier(PUBLISHERS)

    def try_it(_number: int) -> bool:
        try:
            start.wait(10)
            return publish_registry() is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(PUBLISHERS) as pool:
        published = list(pool.map(try_it, range(PUBLISHERS)))
    assert published.count(True) == 1
    assert PolicyRevision.objects.count() == before + 1
    assert read_current().services["youtube"].company == "Google LLC"


def test_an_api_answer_that_somebody_keeps_is_made_anew(client: Client) -> None:
    page = build_standard(build_home())
    page.body = [("embed", {"title": "Byta yrke", "url": VIDEO, "picture": None, "transcript": ""})]
    publish(page)
    path = f"/api/v1/pages/{page.translation_key}/"
    kept = client.get(path)
    assert '"provider": "youtube"' in kept.content.decode()
    asked = {"If-None-Match": kept.headers["ETag"]}
    assert client.get(path, headers=asked).status_code == 304
    Service.objects.filter(name="youtube").update(active=False)
    publish_registry()
    fresh = client.get(path, headers=asked)
    assert fresh.status_code == 200
    assert '"provider": "youtube"' not in fresh.content.decode()
