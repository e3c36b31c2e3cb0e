"""What would make consent unlawful does not start."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from consent import categories, checks
from consent.texts import Text


def find(messages: list[Any]) -> set[str]:
    return {message.id for message in messages}


def test_the_house_as_it_stands_is_lawful() -> None:
    for check in (checks.check_settings, checks.check_registry, checks.check_policy, checks.check_templates):
        assert check(None) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("COOKIE_CONSENT_OPT_OUT", True, "consent.E001"),
        ("COOKIE_CONSENT_MAX_AGE", 183 * 86400, "consent.E003"),
        ("COOKIE_CONSENT_HTTPONLY", True, "consent.E004"),
        ("SESSION_COOKIE_NAME", "sid", "consent.E005"),
    ],
)
def test_an_unlawful_setting_is_found(settings: Any, name: str, value: object, expected: str) -> None:
    setattr(settings, name, value)
    assert find(checks.check_settings(None)) == {expected}


def test_an_insecure_cookie_on_a_secure_site_is_found(settings: Any) -> None:
    settings.SITE_URL = "https://example.org"
    settings.COOKIE_CONSENT_SECURE = False
    assert find(checks.check_settings(None)) == {"consent.E002"}


def test_a_missing_text_or_category_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(categories.STATISTICS, purpose=Text(sv="Text.", en=" "))
    monkeypatch.setattr(checks, "CATEGORIES", (categories.NECESSARY, bare))
    assert find(checks.check_registry(None)) == {"consent.E006", "consent.E007"}


@pytest.mark.parametrize("source", ["https://cdn.example", "*", "data:", "'unsafe-inline'"])
def test_a_policy_that_lets_others_in_is_found(settings: Any, source: str) -> None:
    directives = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "script-src": ["'self'", source]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    assert find(checks.check_policy(None)) == {"consent.E008"}


def test_a_policy_that_does_not_begin_with_nothing_is_found(settings: Any) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["'self'"]}}
    assert find(checks.check_policy(None)) == {"consent.E009"}


def test_a_template_that_asks_the_package_s_filters_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "x.html"
    template.write_text("{% load cookie_consent_tags %}")
    monkeypatch.setattr(checks, "list_our_templates", lambda _root: [template])
    assert find(checks.check_templates(None)) == {"consent.E010"}


def test_the_package_s_addresses_are_not_mounted() -> None:
    from django.urls import NoReverseMatch, reverse

    for name in ("cookie_consent_accept", "cookie_consent_cookie_group_list", "cookie_consent_status"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
