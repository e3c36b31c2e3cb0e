"""A text in both languages, side by side: what people consent to is data, not interface.

Interface texts go through gettext. These do not: a revision of the policy is the hash of its
texts in both languages, and must not change with what happens to be compiled on a machine.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text; both languages are required."""

    sv: str
    en: str

    def read(self, language: str) -> str:
        """Return the text in `language` (sv or en); Swedish for any other code."""
        return self.en if language == "en" else self.sv

    def as_dict(self) -> dict[str, str]:
        """Return both languages by code."""
        return {"sv": self.sv, "en": self.en}


OURS = "Kompetensplan"
STORAGES = {
    "cookie": Text(sv="Kaka", en="Cookie"),
    "local": Text(sv="Lokal lagring", en="Local storage"),
    "session": Text(sv="Sessionslagring", en="Session storage"),
    "indexeddb": Text(sv="Databas i webbläsaren", en="Database in the browser"),
}
REFUSE = Text(sv="Nej tack", en="No thanks")
ACCEPT = Text(sv="Godkänn alla", en="Accept all")
CHOOSE = Text(sv="Välj själv", en="Choose yourself")
