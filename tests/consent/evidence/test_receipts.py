"""A visitor takes a receipt home, and anybody can verify it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from cookie_consent.util import parse_cookie_str
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from consent.evidence import limiting
from consent.evidence.chaining import lock_head
from consent.evidence.receipts import read_receipt, verify_offline
from consent.evidence.roots import Root
from consent.evidence.sealing import seal_days
from consent.models import Evidence, Seal
from consent.registry.published import read_policy
from tests.consent.asking import OWN, consent_to, post
from tests.consent.evidence.writing import write

pytestmark = pytest.mark.django_db

GIVE = "/consent/receipt/"
CHECK = {"sv": "/sv/kakor/kvitto/", "en": "/en/cookies/receipt/"}
NEXT = {"sv": "/sv/kakor/", "en": "/en/cookies/"}


def take(client: Client, language: str = "sv", **choice: str) -> str:
    response = post(client, GIVE, {**choice, "next": NEXT[language]})
    assert response.status_code == 200, response
    return response.content.decode()


def seal() -> Root:
    """Let the day pass, and return its root as the owner has it."""
    tomorrow = timezone.now() + timedelta(days=1)
    with patch("django.utils.timezone.now", return_value=tomorrow):
        seal_days()
    return Root.of(Seal.objects.last())  # type: ignore[arg-type]  # one was just made


def check(client: Client, text: str, language: str = "sv") -> Any:
    return client.post(CHECK[language], {"receipt": text}, headers=OWN)


def change(text: str, *path: str, value: Any) -> str:
    """Return the receipt with one thing in it changed."""
    whole = json.loads(text)
    inner = whole["receipt"]
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    return json.dumps(whole)


def test_a_receipt_saves_the_choice_as_any_form_does_and_comes_as_a_file(client: Client) -> None:
    response = post(client, GIVE, {"statistics": "on", "next": "/sv/kakor/"})
    saved = parse_cookie_str(response.cookies["cookie_consent"].value)
    assert saved["statistics"] == read_policy().revisions["statistics"]
    assert saved["third-party"] == "-1"
    assert response["Content-Disposition"] == f'attachment; filename="kvitto-{timezone.localdate()}.json"'
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    row = Evidence.objects.get()
    assert (row.surface, row.choices["statistics"]) == ("settings", "granted")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", ["Ditt val", "Ja", "Nej", "Spara filen.", "Kontrollera kvittot här", "Som rad 1"]),
        ("en", ["Your choice", "Yes", "No", "Keep the file.", "Check the receipt here", "As row 1"]),
    ],
)
def test_a_person_can_read_the_receipt(client: Client, language: str, words: list[str]) -> None:
    text = take(client, language, statistics="on")
    for word in words:
        assert word in text
    assert "\\u" not in text, "it is written in letters, not in codes"
    assert CHECK[language] in text


def test_the_nonce_is_kept_nowhere_and_the_row_commits_to_it(client: Client) -> None:
    receipt = read_receipt(take(client, statistics="on"))
    row = Evidence.objects.values().get()
    assert receipt.nonce not in str(row)
    assert row["commitment"] == receipt.commitment
    assert receipt.fingerprint == read_policy().fingerprint
    other = read_receipt(take(Client(), statistics="on"))
    assert other.nonce != receipt.nonce


def test_an_equal_repeat_leaves_a_row_when_a_receipt_is_asked_for(client: Client) -> None:
    consent_to(client, "statistics", "third-party", days=100)
    before = client.cookies["cookie_consent"].value
    text = take(client, **{"statistics": "on", "third-party": "on"})
    assert Evidence.objects.get().surface == "receipt"
    assert json.loads(text)["receipt"]["decided_at"] in before


def test_above_the_limit_the_receipt_says_that_it_was_only_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "LIMIT_A_MINUTE", 0)
    response = post(client, GIVE, {"statistics": "on", "next": "/sv/kakor/"})
    assert "cookie_consent" in response.cookies
    text = response.content.decode()
    receipt = read_receipt(text)
    assert (receipt.counted, receipt.row) == (True, None)
    assert "blev bara räknat" in text
    assert "Valet är räknat men har ingen rad" in check(client, text).content.decode()


@pytest.mark.parametrize("data", [{"marketing": "on"}, {"statistics": "off"}, {"service": "nobody"}])
def test_what_is_no_choice_gets_no_receipt(client: Client, data: dict[str, str]) -> None:
    response = post(client, GIVE, data)
    assert response.status_code == 400
    assert not response.cookies and not Evidence.objects.exists()


def test_a_receipt_is_given_to_our_own_pages_alone(client: Client) -> None:
    assert client.post(GIVE, {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get(GIVE).status_code == 405


def test_taking_back_with_a_receipt_clears_kept_pages(client: Client) -> None:
    consent_to(client, "statistics", "third-party")
    assert '"cache"' in post(client, GIVE, {})["Clear-Site-Data"]


def test_a_proof_is_not_there_before_the_seal_and_says_when(client: Client) -> None:
    receipt = read_receipt(take(client))
    assert receipt.row
    response = client.get(f"/consent/proof/{receipt.row['hash']}/", {"language": "sv"})
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert "förseglas strax efter midnatt" in response.json()["detail"]
    assert response["Cache-Control"] == "private, no-store"
    seal()
    response = client.get(f"/consent/proof/{receipt.row['hash']}/")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert not response.cookies


@pytest.mark.parametrize("key", ["0" * 64, "x", "A-_9" * 30])
def test_nothing_is_proved_of_what_is_not_there(client: Client, key: str) -> None:
    response = client.get(f"/consent/proof/{key}/", {"language": "en"})
    assert (response.status_code, response.json()["title"]) == (404, "There is no such row.")


def test_a_receipt_is_verified_offline_against_a_root(client: Client) -> None:
    for _ in range(5):
        write()
    receipt = read_receipt(take(client, statistics="on"))
    for _ in range(6):
        write()
    root = seal()
    assert receipt.row
    proof = client.get(f"/consent/proof/{receipt.row['hash']}/").json()
    assert proof["line"] == str(root)
    assert verify_offline(receipt, proof, root)
    for part, value in (("index", 3), ("path", proof["path"][:-1]), ("path", ["x"]), ("index", None)):
        assert not verify_offline(receipt, {**proof, part: value}, root)


def test_a_receipt_of_another_choice_is_not_verified(client: Client) -> None:
    text = take(client, statistics="on")
    root = seal()
    receipt = read_receipt(text)
    assert receipt.row
    proof = client.get(f"/consent/proof/{receipt.row['hash']}/").json()
    for path, value in (
        (("choices",), {"statistics": "refused", "third-party": "refused", "services": []}),
        (("nonce",), "guessed"),
        (("revision",), "2020-01-01T00:00:00+00:00"),
        (("row", "count"), 2),
    ):
        assert not verify_offline(read_receipt(change(text, *path, value=value)), proof, root)


def test_a_row_that_was_late_is_proved_by_what_it_commits_to(client: Client) -> None:
    text = change(take(client), "row", value=None)
    assert "Kvittot är äkta" in check(client, text).content.decode()
    receipt, root = read_receipt(text), seal()
    proof = client.get(f"/consent/proof/{receipt.commitment}/").json()
    assert verify_offline(receipt, proof, root)
    Evidence.objects.all().delete()
    assert "Valet finns inte i vårt register ännu" in check(client, text).content.decode()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_is_the_same_for_everybody(client: Client, language: str) -> None:
    response = client.get(CHECK[language])
    other = Client(headers={"Cookie": "a=b", "User-Agent": "other"}).get(CHECK[language])
    assert (response.status_code, response.content) == (200, other.content)
    assert not response.cookies
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("sv", "Inte ännu. Rad 1", "Rad 1, bland"), ("en", "Not yet. Row 1", "Row 1, among")],
)
def test_a_genuine_receipt_is_told_in_words(client: Client, language: str, before: str, after: str) -> None:
    text = take(client, language, statistics="on")
    page = check(client, text, language)
    said = page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert {"sv": "Kvittot är äkta", "en": "The receipt is genuine"}[language] in said
    assert before in said
    root = seal()
    said = check(client, text, language).content.decode()
    assert after in said and root.root in said and read_policy().value in said
    assert Evidence.objects.count() == 1, "checking keeps nothing"


def test_the_file_itself_may_be_sent(client: Client) -> None:
    text = take(client)
    for content in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        file = SimpleUploadedFile("kvitto.json", content)
        response = client.post(CHECK["sv"], {"receipt": "", "file": file}, headers=OWN)
        assert "Kvittot är äkta" in response.content.decode()


def test_what_was_done_to_a_receipt_or_to_our_row_is_told(client: Client) -> None:
    text = take(client, statistics="on")
    row = Evidence.objects.get()
    changed = change(text, "choices", value={"statistics": "refused"})
    assert "Kvittot har ändrats" in check(client, changed).content.decode()
    Evidence.objects.update(choices={"statistics": "refused"})
    assert "Vårt register säger något annat" in check(client, text).content.decode()
    Evidence.objects.all().delete()
    assert "Valet finns inte i vårt register" in check(client, text).content.decode()
    assert row.pk == 1


def test_a_seal_that_does_not_hold_is_told(client: Client) -> None:
    text = take(client)
    seal()
    Seal.objects.update(root="00" * 32)
    assert "Vårt register säger något annat" in check(client, text).content.decode()


WRONG: list[Callable[[str], str]] = [
    lambda text: "",
    lambda text: "Hej! <script>alert(1)</script>",
    lambda text: text[:-3],
    lambda text: "[" * 15_000,
    lambda text: "1" * 15_000,
    lambda text: text + " " * 25_000,
    lambda text: "{}",
    lambda text: '{"receipt": 3}',
    lambda text: change(text, "version", value=2),
    lambda text: change(text, "nonce", value=None),
    lambda text: change(text, "choices", value={"a": {"b": []}}),
    lambda text: change(text, "row", value={}),
    lambda text: change(text, "row", "sequence", value="1"),
    lambda text: change(text, "row", "sequence", value=True),
    lambda text: change(text, "row", "hash", value="\x00"),
]


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_no_receipt_is_said_at_the_field_and_stays(
    client: Client, wrong: Callable[[str], str], language: str
) -> None:
    text = wrong(take(client))
    response = check(client, text, language)
    said = response.content.decode()
    assert response.status_code == 422
    assert 'id="receipt-error"' in said and 'href="#receipt"' in said
    assert {"sv": "<title>Fel:", "en": "<title>Error:"}[language] in said
    typed = text[:40].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert typed in said


@pytest.mark.parametrize("sequence", [0, -5, 1 << 63, 10**30])
def test_a_number_that_no_row_has_is_not_in_our_records(client: Client, sequence: int) -> None:
    whole = json.loads(take(client))
    from consent.evidence.hashing import hash_row

    row = whole["receipt"]["row"] | {"sequence": sequence}
    whole["receipt"]["row"] = row | {"hash": hash_row(row)}
    said = check(client, json.dumps(whole)).content.decode()
    assert "Valet finns inte i vårt register" in said


def test_a_picture_is_no_receipt_and_what_was_typed_stays(client: Client) -> None:
    file = SimpleUploadedFile("kvitto.png", b"\x89PNG\xff\xfe")
    response = client.post(CHECK["sv"], {"receipt": "mitt", "file": file}, headers=OWN)
    assert response.status_code == 422
    assert "Filen är ingen textfil." in response.content.decode() and "mitt" in response.content.decode()


def test_text_in_a_strange_encoding_is_no_fault_of_ours(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="receipt"\r\n\r\n{\\ud800\x00\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x; charset=raw_unicode_escape"
    assert client.post(CHECK["sv"], body, content_type=kind, headers=OWN).status_code == 422


def test_the_head_of_an_empty_chain_gives_no_proof(client: Client) -> None:
    lock_head()
    assert client.get(f"/consent/proof/{'0' * 64}/").status_code == 404


def test_the_settings_page_offers_the_receipt_to_everybody(client: Client) -> None:
    for language, path in NEXT.items():
        page = client.get(path).content.decode()
        assert 'formaction="/consent/receipt/"' in page
        assert CHECK[language] in page
