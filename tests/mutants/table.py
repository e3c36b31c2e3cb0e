"""The list of mutants: what is broken, how, and which test must turn red."""

import re
from dataclasses import dataclass

from consent.registry.stored import Stored
from tests.mutants.breaking import Break, Code, Constant, File, Setting, Wording, swap, without

CONSENT = "tests/consent/"
LAWFUL = f"{CONSENT}test_checks.py::test_the_house_as_it_stands_is_lawful"
SAME = f"{CONSENT}test_constant_pages.py::test_the_page_has_the_same_bytes_and_headers_for_everybody"
CONSTANT = f"{CONSENT}test_constant_pages.py::test_the_page_sets_no_cookie_and_has_the_constant_policy"
AUDIT = "tests/browser/audit/test_small_site.py::test_a_small_site_is_clean"
WAITS = f"{CONSENT}gate/test_gate.py::test_without_consent_the_gate_waits"
WITHDRAWS = f"{CONSENT}test_saving.py::test_withdrawing_refuses_everything_and_clears_kept_pages"
ONE_ROW = f"{CONSENT}test_saving.py::test_a_decision_leaves_one_row_that_says_nothing_of_who"

LOADER = "consent/static/consent/loader.js"
FOOTER = "cms/templates/components/footer.html"
BANNER = "consent/templates/consent/banner.html"
DAY = 86400


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing that is broken; at least one of `catchers` fails, and `says` these words when it does."""

    name: str
    breaks: Break
    catchers: tuple[str, ...]
    says: str = ""


def audited(*states: str) -> tuple[str, ...]:
    """Return the audit of a small site in these states."""
    return tuple(f"{AUDIT}[{state}]" for state in states)


def loosen(policy: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    policy["DIRECTIVES"]["script-src"] = ["'self'", "https://cdn.example"]
    return policy


def turn_round(banner: str) -> str:
    """Put the banner's second form before its first."""
    first, second = re.findall(r"<form .*?</form>", banner, re.DOTALL)
    return banner.replace(first, "{first}").replace(second, first).replace("{first}", second)


def without_cookie(stored: tuple[Stored, ...]) -> tuple[Stored, ...]:
    return tuple(one for one in stored if one.name != "cookie_consent")


MUTANTS: tuple[Mutant, ...] = (
    # What a page is sent with.
    Mutant("policy-header-dropped", without("cms.middleware.ConstantPolicyMiddleware"), (CONSTANT,)),
    Mutant("policy-loosened", Setting("CONTENT_SECURITY_POLICY", loosen), (LAWFUL,), "E008"),
    Mutant(
        "vary-cookie-let-through",
        Code("consent.firewall.cookies:stop_variation", "if not VISITORS", "if True or not VISITORS"),
        (f"{CONSENT}test_stack.py::test_a_cookie_that_an_add_on_sets_never_leaves_the_site",),
    ),
    Mutant(
        "page-tells-states-apart",
        File(FOOTER, lambda text: text + "{{ request.COOKIES.cookie_consent }}"),
        (SAME,),
    ),
    Mutant(
        "package-filter-in-a-template",
        File(
            FOOTER,
            lambda text: (
                "{% load cookie_consent_tags %}"
                + text
                + "{% if request|cookie_group_accepted:'statistics' %}<i>!</i>{% endif %}"
            ),
        ),
        (SAME,),
    ),
    Mutant(
        "cookie-on-a-public-page",
        Code(
            "consent.views:show_settings",
            'return render(request, "consent/settings.html", context)',
            'answer = render(request, "consent/settings.html", context); answer.set_cookie("sessionid", "1"); return answer',
        ),
        (CONSTANT,),
        "a public answer sets no cookie",
    ),
    Mutant(
        "firewall-off",
        without("consent.firewall.cookies.SetCookieFirewall"),
        (f"{CONSENT}test_stack.py::test_a_cookie_that_an_add_on_sets_never_leaves_the_site",),
    ),
    Mutant(
        "leak-middleware-off",
        without("consent.firewall.leaks.LeakMiddleware"),
        (f"{CONSENT}test_stack.py::test_what_an_add_on_lets_leak_never_leaves_the_site",),
    ),
    Mutant(
        "optional-cookie-without-consent",
        Code(
            "consent.firewall.cookies:find_reason",
            "read_decision(request).grants(stored.category)",
            "True",
        ),
        (f"{CONSENT}test_stack.py::test_a_declared_cookie_leaves_only_with_consent_and_from_behind_a_gate",),
    ),
    Mutant(
        "form-from-anywhere",
        Code("cms.middleware:came_from_us", 'return site == "same-origin"', "return True"),
        (f"{CONSENT}test_saving.py::test_a_post_from_another_origin_changes_nothing",),
    ),
    # What the registry and the settings promise.
    Mutant("opt-out-on", Setting("COOKIE_CONSENT_OPT_OUT", lambda _: True), (LAWFUL,), "E001"),
    Mutant("loader-cannot-read", Setting("COOKIE_CONSENT_HTTPONLY", lambda _: True), (LAWFUL,), "E004"),
    Mutant(
        "consent-outlives-the-law",
        Setting("COOKIE_CONSENT_MAX_AGE", lambda _: 400 * DAY),
        (LAWFUL,),
        "E003",
    ),
    Mutant(
        "cookie-outlives-its-declaration",
        Setting("COOKIE_CONSENT_MAX_AGE", lambda _: 364 * DAY),
        audited("refused"),
        "kept.longer",
    ),
    Mutant(
        "missing-translation", Wording("consent.categories:STATISTICS.purpose", "en", ""), (LAWFUL,), "E007"
    ),
    Mutant(
        "category-missing",
        Constant("consent.categories:CATEGORIES", lambda every: every[:-1]),
        (LAWFUL,),
        "E006",
    ),
    Mutant(
        "declaration-removed-though-the-cookie-is-set",
        Constant("consent.registry.stored:STORED", without_cookie),
        (LAWFUL,),
        "E005",
    ),
    Mutant(
        "provider-s-host-changed",
        Code(
            "consent.registry.published:_read_service",
            'hosts=tuple(service["hosts"])',
            'hosts=("www.youtube.example",)',
        ),
        (f"{CONSENT}gate/test_gate.py::test_with_consent_the_gate_frames_that_provider_alone",),
    ),
    # What decides.
    Mutant(
        "gate-forgets-to-ask",
        Code("consent.choosing.decisions:Decision.grants_service", "is not None and", "is not None or"),
        (WAITS,),
    ),
    Mutant(
        "another-revision-is-a-yes",
        Code("consent.choosing.decisions:_read_state", "if value == term.revision", "if value != REFUSED"),
        (f"{CONSENT}test_decisions.py::test_no_other_value_grants",),
    ),
    Mutant(
        "old-decision-is-a-yes",
        Code("consent.choosing.decisions:parse_time", "now - lifetime() < at", "at"),
        (f"{CONSENT}gate/test_gate.py::test_refused_or_stale_consent_is_none",),
    ),
    Mutant(
        "signal-ignored",
        Code("consent.choosing.decisions:read_decision", "if heed_signal and", "if False and"),
        (f"{CONSENT}test_decisions.py::test_the_signal_counts_as_a_no",),
    ),
    Mutant(
        "hit-counted-without-consent",
        Code("consent.views:hit", "if granted(request, STATISTICS.name):", "if True:"),
        (f"{CONSENT}statistics/test_hits.py::test_without_consent_nothing_is_sent_and_nothing_kept",),
    ),
    Mutant(
        "gate-s-answer-kept-by-caches",
        Code("consent.responses:keep_private", '"private, no-store"', '"public"'),
        (f"{CONSENT}test_saving.py::test_no_answer_is_kept_by_anybody",),
    ),
    # What is saved.
    Mutant(
        "save-merges-two-choices",
        Code(
            "consent.choosing.saving:save_choice",
            "yes=name in choice.categories)",
            "yes=name in choice.categories or before.grants(name))",
        ),
        (WITHDRAWS,),
    ),
    Mutant(
        "withdrawal-forgets-services",
        Code(
            "consent.choosing.saving:save_choice",
            "name in choice.services and",
            "name in choice.services | before.services and",
        ),
        (f"{CONSENT}test_saving.py::test_an_absent_category_is_refused_and_ends_its_services",),
    ),
    Mutant(
        "kept-pages-not-cleared",
        Code("consent.views:_save", 'response["Clear-Site-Data"] =', "_ ="),
        (WITHDRAWS,),
    ),
    Mutant(
        "cookies-of-a-pattern-not-expired",
        Code("consent.choosing.clearing:is_expirable", "not item.names(name)", "item.name != name"),
        (
            f"{CONSENT}choosing/test_clearing.py::test_a_cookie_that_was_sent_is_expired_by_whatever_declares_it",
        ),
    ),
    Mutant(
        "evidence-omitted",
        Code("consent.choosing.saving:_write", "if decision != before or nonce:", "if nonce:"),
        (ONE_ROW,),
    ),
    Mutant(
        "evidence-with-an-address",
        Code(
            "consent.choosing.saving:_write",
            "record_decision(decision.as_evidence(),",
            'record_decision({**decision.as_evidence(), "from": request.META["REMOTE_ADDR"]},',
        ),
        (ONE_ROW, f"{CONSENT}evidence/test_chaining.py::test_nothing_of_who_asked_is_in_the_row"),
    ),
    Mutant(
        "chain-broken",
        Code("consent.evidence.chaining:append", "row.previous = head.hash", "row.previous = GENESIS"),
        (f"{CONSENT}evidence/test_chaining.py::test_each_row_holds_the_hash_of_the_one_before",),
    ),
    Mutant(
        "hash-forgets-the-choice",
        Code(
            "consent.evidence.hashing:hash_row",
            "for name in HASHED}",
            'for name in HASHED if name != "choices"}',
        ),
        (f"{CONSENT}evidence/test_verifying.py::test_the_first_row_touched_is_named",),
    ),
    # What the browser shows and does.
    Mutant(
        "placeholder-frames-the-provider",
        File(
            "consent/templates/consent/placeholder.html",
            swap('src="{{ gate }}"', 'src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"'),
        ),
        (f"{CONSENT}gate/test_gate.py::test_a_placeholder_says_who_and_what_and_names_no_frame_of_theirs",),
    ),
    Mutant("refusing-comes-second", File(BANNER, turn_round), audited("none"), "banner.answers"),
    Mutant(
        "accepting-is-bigger",
        File(
            "consent/static/consent/consent.css",
            lambda text: text + ".answers form:last-child .button { padding: 2rem 4rem }",
        ),
        audited("none"),
        "banner.answers",
    ),
    Mutant(
        "settings-link-lost",
        File(FOOTER, swap("in shell.footer", "in shell.menu")),
        audited("none"),
        "page.settings",
    ),
    Mutant(
        "script-sets-an-undeclared-cookie",
        File(LOADER, lambda text: text + 'document.cookie = "seen=1; path=/";'),
        audited("none"),
        "kept.undeclared",
    ),
    Mutant(
        "loader-opens-without-a-yes",
        File(
            LOADER,
            swap("const shows = (category, service) => ", "const shows = (category, service) => true || "),
        ),
        audited("none"),
        "gate.refused",
    ),
    Mutant(
        "refusal-asked-again",
        File(LOADER, swap("grants(one) || refuses(one)", "grants(one)")),
        audited("refused"),
        "banner.shown",
    ),
    Mutant(
        "loader-ignores-the-signal",
        File(LOADER, swap("const signal = !!navigator.globalPrivacyControl", "const signal = false")),
        audited("signal"),
        "banner.shown",
    ),
)
