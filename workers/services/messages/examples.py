"""What each mail could say: an example for every folder of templates, for the gallery and for the tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from workers.models import Frequency
from workers.services.messages.rendering import Words, render_words
from workers.services.messages.saying import say_rhythm
from workers.services.messages.telling import frame

TOKEN = "example"  # noqa: S105  it stands where a reader's own would, and opens nothing
AT = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "area": "Kompetensförsörjning i hela länet",
        "priority": "Fler vägar till vård- och omsorgsyrken",
        "new": "Validering av yrkeskunskaper",
        "small": "Lärcentrum i varje kommun",
        "note": "Målet är nu 400 platser om året. Tre kommuner har tillkommit, och ansvaret är fördelat.",
        "release": "Uppföljningen för 2025",
        "release_note": "Hela uppföljningen är klar. Här är det som rör det du följer.",
        "fault": "Jag kan inte öppna diagrammet på sidan om lärcentrum med tangentbordet.\nSkärmläsaren läser bara ”bild”.",
        "organisation": "Storforsa kommun",
        "detour": "Den här sidan finns inte på svenska än. Därför är det här mejlet på engelska.",
        "problem": "mottagaren svarade inte i tid",
    },
    "en": {
        "area": "Skills for the whole county",
        "priority": "More ways into care professions",
        "new": "Recognition of prior learning",
        "small": "A learning centre in every municipality",
        "note": "The target is now 400 places a year. Three municipalities have joined, and it is clear who does what.",
        "release": "The follow-up of 2025",
        "release_note": "The whole follow-up is done. This is what concerns what you follow.",
        "fault": "I cannot open the chart on the page about learning centres with the keyboard.\nThe screen reader says “image” only.",
        "organisation": "Storforsa municipality",
        "detour": "This page is not available in English yet. That is why this message is in Swedish.",
        "problem": "the receiver did not answer in time",
    },
}


def list_names() -> list[str]:
    """Return the mails that have an example, in the order of their names."""
    return sorted(MAKERS)


def render_example(name: str, language: str) -> Words:
    """Return what a reader would see of a mail. Raises `KeyError` for a mail that there is none of."""
    return render_words(name, language, tell_example(name, language), TOKEN)


def tell_example(name: str, language: str) -> dict[str, Any]:
    """Return the context of a mail's templates. Raises `KeyError`."""
    with translation.override(language):
        return {**frame(language), **MAKERS[name](language)}


def link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def tell_page(language: str, words: str, code: str, kind: str, note: str = "") -> dict[str, Any]:
    """Return one page of a release or a summary."""
    return {
        "code": code,
        "title": WORDS[language][words],
        "language": language,
        "kind": kind,
        "note": WORDS[language][note] if note else "",
        "url": link(f"/{language}/plan/{code.lower()}/"),
        "at": AT,
    }


def tell_topics(language: str) -> list[dict[str, str]]:
    """Return two things that are followed, the second of which is not in the reader's language."""
    other = "en" if language == "sv" else "sv"
    return [
        {"name": f"U2 {WORDS[language]['area']}", "language": language},
        {"name": f"U2.3 {WORDS[other]['small']}", "language": other},
    ]


def tell_confirmation(language: str) -> dict[str, Any]:
    return {
        "confirm_url": link(f"/{language}/example/"),
        "topics": tell_topics(language),
        "rhythm": say_rhythm(Frequency.WEEKLY),
    }


def tell_publication(language: str) -> dict[str, Any]:
    words = WORDS[language]
    return {
        "title": words["priority"],
        "code": "U2.1",
        "kind": "material",
        "note": words["note"],
        "page_url": link(f"/{language}/plan/u2/u2-1/"),
        "at": AT,
        "reason": f"U2 {words['area']}",
        "reason_language": language,
        "reader_language": "en" if language == "sv" else "sv",
        "detour": WORDS["en" if language == "sv" else "sv"]["detour"],
    }


def tell_release(language: str) -> dict[str, Any]:
    other = "en" if language == "sv" else "sv"
    return {
        "title": WORDS[language]["release"],
        "title_language": language,
        "note": WORDS[language]["release_note"],
        "note_language": language,
        "pages": [
            tell_page(language, "priority", "U2.1", "material", "note"),
            tell_page(language, "new", "U2.2", "new"),
            tell_page(other, "small", "U2.3", "minor"),
        ],
        "elsewhere": True,
        "at": AT,
        "reasons": tell_topics(language),
    }


def tell_digest(language: str) -> dict[str, Any]:
    release = tell_release(language)
    groups = [
        {
            "heading": release["title"],
            "language": language,
            "note": release["note"],
            "note_language": language,
            "pages": release["pages"][:1],
        },
        {
            "heading": f"U2 {WORDS[language]['area']}",
            "language": language,
            "note": "",
            "note_language": language,
            "pages": release["pages"][1:],
        },
    ]
    told = {"frequency": "weekly", "until": AT, "groups": groups, "count": 3}
    return {**told, "elsewhere": True, "reasons": []}


def tell_contact(language: str) -> dict[str, Any]:
    return {
        "name": "Kim Ek",
        "organisation": WORDS[language]["organisation"],
        "imported": True,
        "frequency": "weekly",
        "topics": tell_topics(language),
    }


def tell_evidence(language: str) -> dict[str, Any]:
    days = [date(2026, 3, 1), date(2026, 3, 2)]
    digits = f"root={'ab' * 32} seal={'cd' * 32}"
    return {
        "days": [
            {"day": day, "rows": 345 - 344 * number, "line": f"consent-root day={day} rows=1-345 {digits}"}
            for number, day in enumerate(days)
        ],
        "first": days[0],
        "last": days[-1],
        "site_name_sv": frame("sv")["site_name"],
        "site_name_en": frame("en")["site_name"],
    }


def tell_webhook(language: str) -> dict[str, Any]:
    return {
        "name": "Regionens intranät",
        "host": "intranat.example.org",
        "gone": False,
        "days": 5,
        "since": AT,
        "problem": WORDS[language]["problem"],
        "status": 504,
        "webhook_url": link("/admin/"),
    }


MAKERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "address": lambda language: {"address_url": link(f"/{language}/example/")},
    "address_changed": lambda _language: {},
    "alert": lambda _language: {
        "alarm": {"queue": "bulk", "since": AT, "ended_at": None},
        "check_url": link("/admin/"),
    },
    "check": lambda _language: {},
    "confirmation": tell_confirmation,
    "contact": tell_contact,
    "digest": tell_digest,
    "evidence": tell_evidence,
    "fault_report": lambda language: {
        "what": WORDS[language]["fault"],
        "page": link(f"/{language}/plan/u2/u2-3/"),
        "reply_to": "kim.ek@example.org",
        "at": AT,
        "reporters_language": language,
    },
    "manage": lambda language: {"manage_url": link(f"/{language}/example/"), "hours": 24},
    "publication": tell_publication,
    "release": tell_release,
    "webhook_disabled": tell_webhook,
}
