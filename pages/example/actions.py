"""Actions of the example, by the code of their priority."""

from datetime import date
from typing import Any

from .text import ExamplePage, T

REGION = "Region Västmanland"
MUNICIPALITIES = "Länets kommuner"
SERVICE = "Arbetsförmedlingen"
UNIVERSITY = "Mälardalens universitet"
ADULT_EDUCATION = "Offentliga utbildningsaktörer"
EMPLOYERS = "Privata arbetsgivare"


def act(code: str, slug: T, title: T, lead: T, **fields: Any) -> ExamplePage:
    """Return the page of one action, marked as an example."""
    return ExamplePage("ActionPage", slug, title, lead, [], {"code": code, "is_example": True, **fields})


ACTIONS: dict[str, list[ExamplePage]] = {
    "U1.1": [
        act(
            "U1.1.1",
            T("kvallsutbildning-i-sex-kommuner", "evening-courses-in-six-municipalities"),
            T("Kvällsutbildning i sex kommuner", "Evening courses in six municipalities"),
            T(
                "Vuxna kan läsa till undersköterska på kvällstid, nära hemmet och vid sidan av arbetet.",
                "Adults can train as assistant nurses in the evening, close to home and beside a job.",
            ),
            status="ongoing",
            start=date(2025, 1, 13),
            end=date(2027, 6, 11),
            roles=[
                ("responsible", MUNICIPALITIES),
                ("partner", ADULT_EDUCATION),
                ("partner", REGION),
                ("funder", REGION),
            ],
            progress=[
                (
                    date(2025, 3, 14),
                    T(
                        "De första två kurserna har startat, med 38 deltagare.",
                        "The first two courses have begun, with 38 participants.",
                    ),
                ),
                (
                    date(2025, 11, 20),
                    T(
                        "Fyra av sex kommuner är i gång. De två sista börjar till våren.",
                        "Four of six municipalities are under way. The last two begin in the spring.",
                    ),
                ),
            ],
        ),
        act(
            "U1.1.2",
            T("gemensam-studievagledning", "shared-study-guidance"),
            T("Gemensam studievägledning för vuxna", "Shared study guidance for adults"),
            T(
                "En väg in till vägledning, var i länet du än bor.",
                "One way in to guidance, wherever in the county you live.",
            ),
            status="delayed",
            start=date(2025, 8, 18),
            end=date(2026, 12, 18),
            roles=[("responsible", REGION), ("partner", MUNICIPALITIES), ("partner", SERVICE)],
            progress=[
                (
                    date(2026, 2, 2),
                    T(
                        "Starten är flyttad ett halvår eftersom avtalet mellan kommunerna inte är klart.",
                        "The start has moved by half a year, since the agreement between the municipalities is not ready.",
                    ),
                ),
            ],
        ),
    ],
    "U1.2": [
        act(
            "U1.2.1",
            T("yrkesprovning", "assessment-of-foreign-training"),
            T(
                "Yrkesprövning för den som har utbildat sig utomlands",
                "Assessment for those who trained abroad",
            ),
            T(
                "Den som har ett yrke från ett annat land får det prövat inom tre månader.",
                "Those who have an occupation from another country have it assessed within three months.",
            ),
            status="done",
            start=date(2024, 2, 1),
            end=date(2025, 9, 30),
            roles=[("responsible", SERVICE), ("partner", UNIVERSITY), ("partner", EMPLOYERS)],
            progress=[
                (
                    date(2025, 9, 30),
                    T(
                        "Prövningen är en del av det vanliga arbetet. 84 personer har fått sina kunskaper bedömda.",
                        "The assessment is part of everyday work. 84 people have had their knowledge assessed.",
                    ),
                ),
            ],
        ),
    ],
    "U2.1": [
        act(
            "U2.1.1",
            T("handledare-med-tid", "supervisors-with-time"),
            T("Handledare med avsatt tid", "Supervisors with time set aside"),
            T(
                "Arbetsplatser som tar emot praktikanter får utbildade handledare som har tid för uppgiften.",
                "Workplaces that take trainees get trained supervisors who have time for it.",
            ),
            status="ongoing",
            start=date(2025, 2, 3),
            end=date(2026, 12, 31),
            roles=[("responsible", REGION), ("partner", EMPLOYERS), ("funder", REGION)],
            progress=[],
        ),
        act(
            "U2.1.2",
            T("praktik-i-industrin", "placements-in-industry"),
            T("Praktik i industrin", "Placements in industry"),
            T(
                "Tolv företag tar emot människor som är nya i yrket, fyra veckor i taget.",
                "Twelve companies take people who are new to the occupation, four weeks at a time.",
            ),
            status="not_started",
            start=date(2026, 9, 1),
            end=date(2028, 6, 30),
            roles=[("responsible", EMPLOYERS), ("partner", SERVICE)],
            progress=[],
        ),
    ],
    "U2.2": [
        act(
            "U2.2.1",
            T("en-kontakt-for-arbetsgivare", "one-contact-for-employers"),
            T("En kontakt för arbetsgivare", "One contact for employers"),
            T(
                "Den som vill anställa någon som behöver anpassning ringer ett nummer och får hjälp hela vägen.",
                "Those who want to hire somebody who needs adjustments call one number and get help all the way.",
            ),
            status="ended",
            start=date(2024, 9, 2),
            end=date(2025, 8, 29),
            roles=[("responsible", SERVICE), ("partner", MUNICIPALITIES)],
            progress=[
                (
                    date(2025, 8, 29),
                    T(
                        "Försöket är avslutat. Få ringde, så stödet ges i stället vid besök på arbetsplatsen.",
                        "The trial has ended. Few called, so the support is given at visits to the workplace instead.",
                    ),
                ),
            ],
        ),
    ],
    "U3.1": [
        act(
            "U3.1.1",
            T("arlig-behovsbild", "yearly-picture-of-needs"),
            T("En behovsbild varje år", "A picture of the needs every year"),
            T(
                "Varje vår kommer en kort rapport om vilka yrken länet behöver, skriven tillsammans.",
                "Every spring there is a short report on which occupations the county needs, written together.",
            ),
            status="ongoing",
            start=date(2025, 1, 1),
            end=date(2028, 12, 31),
            roles=[("responsible", REGION), ("partner", SERVICE), ("partner", UNIVERSITY)],
            progress=[],
        ),
    ],
}
