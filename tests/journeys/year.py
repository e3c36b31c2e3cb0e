"""What the year's plan says: the document that it came in, and its words in English."""

from dataclasses import dataclass
from pathlib import Path

import docx

PLAN = "Kompetensplan 2027 till 2030"
ENGLISH_PLAN = "Skills plan 2027 to 2030"
ADOPTED = "Regionfullmäktige har antagit planen."
TITLES = {"sv": "Planens första område är klart", "en": "The first area of the plan is ready"}
NOTES = {"sv": "Nu går det att läsa vad länet ska göra.", "en": "Now you can read what the county will do."}
REPORTED = {"sv": "Värdet för 2026 är infört.", "en": "The value for 2026 is reported."}
REVISED = {"sv": "Kurserna är nu på tio veckor.", "en": "The courses now take ten weeks."}


@dataclass(frozen=True)
class Draft:
    """A page of the release: its type at the desk, its title and introduction in both languages."""

    kind: str
    code: str
    swedish: str
    english: str
    lead: str
    english_lead: str
    above: str = ""

    @property
    def words(self) -> dict[str, str]:
        return {self.swedish: self.english, self.lead: self.english_lead, **SLUGS}


AREA, PRIORITY, ACTION = "Utvecklingsområde", "Prioritering", "Insats"
DRAFTS = [
    Draft(AREA, "U1", "Studera mera", "More study", "Fler vuxna studerar.", "More adults study."),
    Draft(
        PRIORITY,
        "U1.1",
        "Korta kurser",
        "Short courses",
        "För den som arbetar.",
        "For those at work.",
        "Studera mera",
    ),
    Draft(
        ACTION,
        "U1.1.1",
        "Kvällskurser",
        "Evening courses",
        "Efter arbetsdagen.",
        "After the working day.",
        "Korta kurser",
    ),
    Draft(
        PRIORITY,
        "U1.2",
        "Bättre råd",
        "Better advice",
        "Alla får råd.",
        "Everyone gets advice.",
        "Studera mera",
    ),
    Draft(
        ACTION, "U1.2.1", "Samma dörr", "One door", "En sida för råd.", "One page for advice.", "Bättre råd"
    ),
    Draft(
        "Vägledande princip",
        "",
        "Lyssna innan",
        "Listen before",
        "De berörda talar.",
        "Those concerned speak.",
    ),
]
SLUGS = {
    "kompetensplan-2027-till-2030": "skills-plan-2027-to-2030",
    "studera-mera": "more-study",
    "korta-kurser": "short-courses",
    "kvallskurser": "evening-courses",
    "battre-rad": "better-advice",
    "samma-dorr": "one-door",
    "lyssna-innan": "listen-before",
}
SWEDISH_ROOT, ENGLISH_ROOT = "/sv/kompetensplan-2027-till-2030/", "/en/skills-plan-2027-to-2030/"
BELOW = {
    "studera-mera/": "more-study/",
    "studera-mera/korta-kurser/": "more-study/short-courses/",
    "studera-mera/korta-kurser/kvallskurser/": "more-study/short-courses/evening-courses/",
    "studera-mera/battre-rad/": "more-study/better-advice/",
    "studera-mera/battre-rad/samma-dorr/": "more-study/better-advice/one-door/",
    "lyssna-innan/": "listen-before/",
}
RELEASED = [SWEDISH_ROOT + path for path in BELOW] + [ENGLISH_ROOT + path for path in BELOW.values()]
WORDS = {
    PLAN: ENGLISH_PLAN,
    **SLUGS,
    "Länet ser till att kompetensen räcker.": "The county sees to it that skills suffice.",
    "Planen samlar länet kring tre frågor.": "The plan gathers the county around three matters.",
    "Så läser du planen": "How to read the plan",
    "Börja med utvecklingsområdena.": "Begin with the development areas.",
    "Varför en ny plan": "Why a new plan",
    "Fler behöver läsa vidare.": "More people need to study.",
    "Fler behöver byta yrke.": "More people need a new trade.",
    "Sökande till vuxenutbildning": "Applicants to adult education",
    "År": "Year",
    "Antal": "Number",
    "2026": "2026",
    "1 200": "1,200",
    "Regionfullmäktige": "The regional council",
    ADOPTED: "The regional council has adopted the plan.",
}


def write_document(path: Path) -> Path:
    """Write the plan as somebody writes it in Word, and return where it lies."""
    document = docx.Document()
    document.add_paragraph(PLAN, "Title")
    document.add_paragraph("Planen samlar länet kring tre frågor.")
    document.add_heading("Så läser du planen", 1)
    document.add_paragraph("Börja med utvecklingsområdena.")
    document.add_heading("Varför en ny plan", 1)
    for point in ("Fler behöver läsa vidare.", "Fler behöver byta yrke."):
        document.add_paragraph(point, "List Bullet")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("År", "Antal"), ("2026", "1 200")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(str(path))
    return path
