"""The words that people consent to, by version: never changed, because the record names them (GDPR, article 7.1)."""

CURRENT = "2026-1"

CONSENT_TEXTS: dict[str, dict[str, str]] = {
    "2026-1": {
        "sv": (
            "Vi använder din adress för att skicka de här mejlen och inte till något annat. Du samtycker "
            "till det när du bekräftar med länken som vi skickar. Du kan ta tillbaka ditt samtycke när "
            "som helst genom att sluta följa."
        ),
        "en": (
            "We use your address to send you these messages, and for nothing else. You consent to that "
            "when you confirm by the link that we send you, and you can take it back at any time by leaving."
        ),
    },
}


def read_consent_text(language: str, version: str = CURRENT) -> str:
    """Return the words of a version, as they were shown in this language. Raises `KeyError`."""
    return CONSENT_TEXTS[version][language]
