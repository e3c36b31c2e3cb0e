"""What would make consent unlawful does not start."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cookie_consent.views import CookieGroupAcceptView
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.urls import get_resolver, path

from cms.examining import look_at_rules
from cms.middleware import AdminPolicyMiddleware
from consent import categories, checks
from consent.gate import policies
from consent.models import PolicyRevision
from consent.registry import checking
from consent.registry.publishing import fingerprint
from consent.registry.seeds import SERVICES
from consent.texts import Text

CHECKS = (
    checks.check_settings,
    checks.check_deployment,
    checks.check_policy,
    checks.check_middleware,
    checks.check_addresses,
    checks.check_templates,
    checking.check_registry,
)


def find(messages: list[Any]) -> set[str]:
    return {message.id for message in messages}


def find_all() -> set[str]:
    return find([message for check in CHECKS for message in check(None)]) - {"consent.E013"}


def test_the_house_as_it_stands_is_lawful() -> None:
    assert find_all() == set()


def test_every_check_is_asked_at_the_start() -> None:
    assert set(CHECKS) - set(registry.registered_checks) == {checks.check_deployment}
    assert checks.check_deployment in registry.deployment_checks
    assert checking.check_published in registry.registered_checks


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("COOKIE_CONSENT_OPT_OUT", True, "consent.E001"),
        ("COOKIE_CONSENT_MAX_AGE", 183 * 86400, "consent.E003"),
        ("COOKIE_CONSENT_MAX_AGE", 0, "consent.E003"),
        ("COOKIE_CONSENT_HTTPONLY", True, "consent.E004"),
        ("SESSION_COOKIE_NAME", "sid", "consent.E005"),
        ("COOKIE_CONSENT_SAMESITE", "None", "consent.E011"),
        ("COOKIE_CONSENT_LOG_ENABLED", True, "consent.E012"),
    ],
)
def test_an_unlawful_setting_is_found(settings: Any, name: str, value: object, expected: str) -> None:
    setattr(settings, name, value)
    assert find_all() == {expected}


def test_an_insecure_cookie_on_a_secure_site_is_found(settings: Any) -> None:
    settings.SITE_URL = "https://example.org"
    settings.COOKIE_CONSENT_SECURE = False
    assert find_all() == {"consent.E002"}


@pytest.mark.parametrize(("secure", "expected"), [(False, {"consent.E013"}), (True, set())])
def test_an_insecure_cookie_is_found_before_a_deployment(
    settings: Any, secure: bool, expected: set[str]
) -> None:
    settings.COOKIE_CONSENT_SECURE = secure
    found = find(run_checks(tags=["security"], include_deployment_checks=True))
    assert {one for one in found if one and one.startswith("consent.")} == expected


def test_a_missing_text_or_category_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(categories.STATISTICS, purpose=Text(sv="Text.", en=" "))
    monkeypatch.setattr(checking, "CATEGORIES", (categories.NECESSARY, bare))
    assert find_all() == {"consent.E006", "consent.E007"}


@pytest.mark.parametrize("change", [{"adapter": "gone"}, {"mode": "script"}, {"hosts": ("example.org",)}])
def test_a_seed_that_contradicts_itself_is_found(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    youtube = next(seed for seed in SERVICES if seed.name == "youtube")
    monkeypatch.setattr(checking, "SERVICES", (replace(youtube, **change),))
    assert find_all() == {"consent.E020"}


@pytest.mark.parametrize("source", ["https://cdn.example", "*", "data:", "'unsafe-inline'"])
def test_a_policy_that_lets_others_in_is_found(settings: Any, source: str) -> None:
    directives = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], "script-src": ["'self'", source]}
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
    assert find_all() == {"consent.E008"}


def test_a_policy_that_does_not_begin_with_nothing_is_found(settings: Any) -> None:
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": ["'self'"]}}
    assert find_all() == {"consent.E009"}


@pytest.mark.parametrize("directive", [{"default-src": ("'self'",)}, {"img-src": ("https://cdn.example",)}])
def test_a_gate_that_lets_others_in_is_found(
    monkeypatch: pytest.MonkeyPatch, directive: dict[str, tuple[str, ...]]
) -> None:
    monkeypatch.setattr(policies, "OWN", {**policies.OWN, **directive})
    assert find_all() == {"consent.E014"}


@pytest.mark.parametrize("source", ["https://cdn.example", "*", "https:", "fonts.example"])
def test_a_desk_that_lets_others_in_is_found(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    monkeypatch.setattr(
        AdminPolicyMiddleware, "POLICY", f"{AdminPolicyMiddleware.POLICY}; worker-src {source}"
    )
    assert find_all() == {"consent.E015"}


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (checks.FIREWALL, "consent.E016"),
        (checks.LEAKS, "consent.E017"),
        ("cms.middleware.ConstantPolicyMiddleware", "consent.E018"),
    ],
)
def test_a_middleware_that_is_missing_is_found(settings: Any, taken: str, expected: str) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != taken]
    assert find_all() == {expected}


def test_a_firewall_that_is_not_outermost_is_found(settings: Any) -> None:
    first, second, *others = settings.MIDDLEWARE
    settings.MIDDLEWARE = [second, first, *others]
    assert find_all() == {"consent.E016"}


def test_the_package_s_own_addresses_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    mounted = path("accept/", CookieGroupAcceptView.as_view())
    resolver = get_resolver()
    monkeypatch.setattr(resolver, "url_patterns", [*resolver.url_patterns, mounted])
    assert find_all() == {"consent.E019"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.html", "{% load i18n cookie_consent_tags %}"),
        ("mail.txt", "{% load accepted_cookies from cookie_consent_tags %}"),
        ("icon.svg", "<svg>{% load cookie_consent_tags %}</svg>"),
        ("deep/in/script.js", "{% include 'cookie_consent/_cookie_group.html' %}"),
        ("static.html", "{% static 'cookie_consent/cookiebar.module.js' %}"),
    ],
)
def test_a_template_that_asks_the_package_is_found(
    tmp_path: Path, settings: Any, name: str, text: str
) -> None:
    template = tmp_path / name
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(text)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    assert find_all() == {"consent.E010"}


def test_a_tag_that_every_template_would_have_is_found(settings: Any) -> None:
    options = {"builtins": ["cookie_consent.templatetags.cookie_consent_tags"]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "OPTIONS": options}]
    assert find_all() == {"consent.E010"}


@pytest.mark.django_db
class TestPublished:
    def find(self) -> set[str]:
        return find(checking.check_published(None, databases=["default"]))

    def change(self, *, sealed: bool = True, **parts: Any) -> None:
        """Put something else into the latest revision; `sealed` keeps its hash in step."""
        revision = PolicyRevision.objects.get()
        content = {**revision.content, **parts}
        hashed = fingerprint(content) if sealed else revision.fingerprint
        PolicyRevision.objects.filter(pk=revision.pk).update(content=content, fingerprint=hashed)

    def test_what_is_published_from_the_start_is_whole(self) -> None:
        assert self.find() == set()
        assert checking.check_published(None, databases=None) == []

    def test_nothing_published_is_found(self) -> None:
        PolicyRevision.objects.all().delete()
        assert self.find() == {"consent.E021"}

    def test_a_published_text_that_is_missing_is_found_and_said_by_the_doctor(self) -> None:
        banner = PolicyRevision.objects.get().content["banner"]
        self.change(banner={**banner, "title": {"sv": "Får vi?", "en": ""}})
        assert self.find() == {"consent.E022"}
        assert any("banner.title.en" in line for line in look_at_rules())

    def test_a_revision_that_was_changed_afterwards_is_found(self) -> None:
        banner = PolicyRevision.objects.get().content["banner"]
        self.change(sealed=False, banner={**banner, "title": {"sv": "Får vi?", "en": "May we?"}})
        assert self.find() == {"consent.E023"}

    def test_categories_other_than_the_three_are_found(self) -> None:
        self.change(categories=PolicyRevision.objects.get().content["categories"][:2])
        assert self.find() == {"consent.E006"}

    def test_an_adapter_that_the_code_has_no_more_is_found(self) -> None:
        parts = PolicyRevision.objects.get().content["categories"]
        parts[2]["services"][0]["adapter"] = "gone"
        self.change(categories=parts)
        assert self.find() == {"consent.W001"}
