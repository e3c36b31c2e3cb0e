"""The follow-up of the example's first year, and its glossary."""

from .text import ExamplePage, T

FOLLOW_UP = ExamplePage(
    "FollowUpPage",
    T("uppfoljning-2025", "follow-up-2025"),
    T("Uppföljning 2025", "Follow-up 2025"),
    T(
        "Så gick det under planens första år: tre prioriteringar går framåt, två behöver mer kraft.",
        "How the plan’s first year went: three priorities move forward, two need more strength.",
    ),
    [],
    {
        "year": 2025,
        "is_example": True,
        "assessments": [
            (
                "U1.1",
                "on_track",
                T(
                    "Fler vuxna studerar än i fjol. Vägledningen är försenad och behöver ett avtal.",
                    "More adults study than last year. The guidance is delayed and needs an agreement.",
                ),
            ),
            (
                "U1.2",
                "on_track",
                T(
                    "Yrkesprövningen är på plats. Nu behöver fler få veta att den finns.",
                    "The assessment is in place. Now more people need to know that it exists.",
                ),
            ),
            (
                "U2.1",
                "behind",
                T(
                    "Handledarna är utbildade, men praktiken i industrin har inte börjat.",
                    "The supervisors are trained, but the placements in industry have not begun.",
                ),
            ),
            (
                "U2.2",
                "stopped",
                T(
                    "Försöket med en kontakt gav lite. En ny insats behöver formuleras.",
                    "The trial with one contact gave little. A new action needs to be drawn up.",
                ),
            ),
            (
                "U3.1",
                "on_track",
                T(
                    "Den första gemensamma rapporten är klar och används i budgetarbetet.",
                    "The first common report is ready and used in the work on the budget.",
                ),
            ),
        ],
    },
)

GLOSSARY = ExamplePage(
    "GlossaryPage",
    T("ordlista", "glossary"),
    T("Ordlista", "Glossary"),
    T(
        "Ord i planen som kan behöva en förklaring.",
        "Words in the plan that may need an explanation.",
    ),
)
