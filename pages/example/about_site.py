"""What the example says of the site itself: accessibility and personal data."""

from datetime import date

from .text import ExamplePage, T

ACCESSIBILITY = ExamplePage(
    "AccessibilityStatementPage",
    T("tillganglighet", "accessibility"),
    T("Tillgänglighet på webbplatsen", "Accessibility of this site"),
    T(
        "Alla ska kunna läsa planen. Här står vad som fungerar, vad som inte gör det och hur du säger till.",
        "Everybody should be able to read the plan. Here is what works, what does not, and how to tell us.",
    ),
    [],
    {
        "is_example": True,
        "compliance": "partial",
        "method": "self",
        "assessed_on": date(2026, 10, 5),
        "faults": [
            {
                "criterion": "1.2.5",
                "description": T(
                    "Filmer från andra kan sakna syntolkning. Vid varje film finns därför en text som säger det viktigaste.",
                    "Videos by others may lack audio description. Beside each video there is a text that says what matters.",
                ),
                "mended_by": "2027-06-30",
            },
        ],
    },
)

PRIVACY = ExamplePage(
    "PrivacyPage",
    T("personuppgifter", "personal-data"),
    T("Personuppgifter", "Personal data"),
    T(
        "Du kan läsa hela planen utan att lämna någon uppgift om dig själv.",
        "You can read the whole plan without telling us anything about yourself.",
    ),
    [
        ("heading", {"text": T("När du följer planen", "When you follow the plan"), "level": "2"}),
        (
            "paragraph",
            T(
                "<p>Vi sparar din mejladress, ditt språk och vad du följer. Uppgifterna används bara till mejlen, och du slutar när du vill med länken i varje mejl.</p>",
                "<p>We keep your e-mail address, your language and what you follow. They are used for the mails alone, and you leave whenever you like by the link in each mail.</p>",
            ),
        ),
        ("heading", {"text": T("När du läser sidorna", "When you read the pages"), "level": "2"}),
        (
            "paragraph",
            T(
                "<p>Statistik förs bara om du har sagt ja, och den innehåller varken din adress eller något som pekar ut dig.</p>",
                "<p>Statistics are kept only if you have said yes, and hold neither your address nor anything that points to you.</p>",
            ),
        ),
    ],
    {
        "is_example": True,
        "controller": T(
            "Regionstyrelsen, Region Västmanland", "The Regional Executive Board of Region Västmanland"
        ),
        "officer": T(
            "Dataskyddsombudet vid Region Västmanland", "The data protection officer of Region Västmanland"
        ),
    },
)
