"""Indicators of the example. The numbers are made up, and marked as such."""

from dataclasses import dataclass

from .text import T


@dataclass(frozen=True, slots=True)
class ExampleIndicator:
    """An indicator with (year, value) pairs; each stands for the last day of its year."""

    name: T
    description: T
    unit: T
    direction: str
    values: list[tuple[int, float]]
    target: tuple[int, float]


SOURCE = T("Exempelvärden", "Example values")

INDICATORS = [
    ExampleIndicator(
        T("Vuxna i yrkesutbildning", "Adults in vocational education"),
        T(
            "Antal personer över 25 år som under året har gått minst en kurs i yrkesutbildning.",
            "People over 25 who have taken at least one course of vocational education during the year.",
        ),
        T("personer per år", "people a year"),
        "up",
        [(2021, 1840), (2022, 1905), (2023, 2060), (2024, 2230), (2025, 2410)],
        (2028, 2800),
    ),
    ExampleIndicator(
        T("Validerade kunskaper", "Skills validated"),
        T(
            "Antal personer som har fått det de redan kan bedömt, helt eller delvis.",
            "People who have had what they already know assessed, wholly or in part.",
        ),
        T("bedömningar per år", "assessments a year"),
        "up",
        [(2022, 120), (2023, 165), (2024, 158), (2025, 210)],
        (2028, 400),
    ),
    ExampleIndicator(
        T("Arbetsgivare som inte hittar rätt kompetens", "Employers who do not find the right skills"),
        T(
            "Andel arbetsgivare som har sökt personal under året och inte kunnat anställa.",
            "Share of employers who looked for staff during the year and could not hire.",
        ),
        T("procent", "per cent"),
        "down",
        [(2021, 41.5), (2022, 43.0), (2023, 39.8), (2024, 37.2), (2025, 35.9)],
        (2028, 30.0),
    ),
    ExampleIndicator(
        T("Kvar i yrket efter ett år", "Still in the occupation after a year"),
        T(
            "Andel av dem som har börjat i ett bristyrke genom praktik som arbetar kvar ett år senare.",
            "Share of those who began in a shortage occupation through a placement and still work there a year later.",
        ),
        T("procent av deltagarna", "per cent of participants"),
        "up",
        [(2023, 62.0), (2024, 66.5), (2025, 71.0)],
        (2028, 80.0),
    ),
]
