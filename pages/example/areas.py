"""Development areas and priorities. The plan's own description names none: these are examples."""

from .actions import ACTIONS
from .details import DETAILS
from .text import ExamplePage, T

EXAMPLE = {"is_example": True}

MID_LIFE = ExamplePage(
    "PriorityPage",
    T("kortare-vagar-till-nytt-yrke", "shorter-ways-to-a-new-occupation"),
    T("Kortare vägar till ett nytt yrke", "Shorter ways to a new occupation"),
    T(
        "Den som vill byta yrke mitt i livet ska kunna studera i lagom stora delar, nära hemmet och vid sidan av arbetet.",
        "Whoever wants to change occupation in mid-life should be able to study in parts of a fair size, close to home and beside a job.",
    ),
    [
        (
            "embed",
            {
                "title": T(
                    "Att byta yrke mitt i livet (exempelfilm)",
                    "Changing occupation in mid-life (example video)",
                ),
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "picture": None,
                "transcript": T(
                    "Filmen är ett exempel på hur ett inbäddat klipp visas. Den säger inget om planen.",
                    "The video is an example of how an embedded clip is shown. It says nothing about the plan.",
                ),
            },
        ),
        ("heading", {"text": T("Tre steg på vägen", "Three steps on the way"), "level": "2"}),
        (
            "list",
            {
                "style": "bulleted",
                "points": [
                    T(
                        "Utbildare delar upp längre utbildningar i kurser som står för sig själva.",
                        "Educators divide longer programmes into courses that stand on their own.",
                    ),
                    T(
                        "Arbetsgivare bestämmer tillsammans med utbildare vad en kurs ska ge.",
                        "Employers and educators decide together what a course should give.",
                    ),
                    T(
                        "Kommunerna ordnar studieplatser där det finns stöd och lugn.",
                        "Municipalities provide places to study, with support and quiet.",
                    ),
                ],
            },
        ),
    ],
    {"code": "U1.1", **EXAMPLE, **DETAILS["U1.1"]},
    ACTIONS["U1.1"],
)

AREAS = [
    ExamplePage(
        "DevelopmentAreaPage",
        T("livslangt-larande", "lifelong-learning"),
        T("Lära hela livet", "Learning throughout life"),
        T(
            "Yrken förändras snabbare än förr. Alla i länet ska kunna fylla på med kunskap så länge de arbetar.",
            "Occupations change faster than before. Everybody in the county should be able to add to what they know for as long as they work.",
        ),
        [],
        {"code": "U1", **EXAMPLE, **DETAILS["U1"]},
        [
            MID_LIFE,
            ExamplePage(
                "PriorityPage",
                T("visa-vad-man-redan-kan", "show-what-you-already-know"),
                T("Visa vad man redan kan", "Showing what you already know"),
                T(
                    "Kunskap från arbete, föreningsliv och andra länder ska räknas. Därför gör vi det enklare att få den prövad.",
                    "Knowledge from work, associations and other countries should count. So we make it easier to have it assessed.",
                ),
                [
                    (
                        "fact_box",
                        {
                            "title": T("Vad är validering?", "What is validation?"),
                            "text": T(
                                "<p>Validering betyder att någon som kan yrket bedömer vad du redan kan, var du än har lärt dig det.</p>",
                                "<p>Validation means that somebody who knows the occupation assesses what you can already do, wherever you learned it.</p>",
                            ),
                        },
                    ),
                ],
                {"code": "U1.2", **EXAMPLE, **DETAILS["U1.2"]},
                ACTIONS["U1.2"],
            ),
        ],
    ),
    ExamplePage(
        "DevelopmentAreaPage",
        T("fler-i-arbete", "more-people-in-work"),
        T("Fler i arbete", "More people in work"),
        T(
            "Arbetsgivare söker folk samtidigt som människor söker arbete. Vi kortar avståndet mellan dem.",
            "Employers look for people while people look for work. We shorten the distance between them.",
        ),
        [],
        {"code": "U2", **EXAMPLE, **DETAILS["U2"]},
        [
            ExamplePage(
                "PriorityPage",
                T("fler-vagar-in", "more-ways-in"),
                T("Fler vägar in i bristyrken", "More ways into shortage occupations"),
                T(
                    "Vård, skola och industri söker fler än som utbildas. Vi öppnar vägar dit för den som börjar någon annanstans.",
                    "Health care, schools and industry seek more people than are trained. We open ways there for those who begin somewhere else.",
                ),
                [
                    ("heading", {"text": T("Så gör vi", "How we do it"), "level": "2"}),
                    (
                        "list",
                        {
                            "style": "numbered",
                            "points": [
                                T(
                                    "Vi tar reda på var det saknas folk, tillsammans med arbetsgivarna.",
                                    "We find out where people are missing, together with the employers.",
                                ),
                                T(
                                    "Vi ordnar praktik där handledaren har tid avsatt.",
                                    "We arrange placements where the supervisor has time set aside.",
                                ),
                                T(
                                    "Vi följer upp hur många som är kvar i yrket efter ett år.",
                                    "We follow up how many are still in the occupation after a year.",
                                ),
                            ],
                        },
                    ),
                ],
                {"code": "U2.1", **EXAMPLE, **DETAILS["U2.1"]},
                ACTIONS["U2.1"],
            ),
            ExamplePage(
                "PriorityPage",
                T("arbetsplatser-for-alla", "workplaces-for-all"),
                T("Arbetsplatser för alla", "Workplaces for all"),
                T(
                    "Fler arbetsgivare ska kunna anställa människor som behöver anpassning, och veta var de får hjälp med det.",
                    "More employers should be able to hire people who need adjustments, and know where to get help with it.",
                ),
                [],
                {"code": "U2.2", **EXAMPLE, **DETAILS["U2.2"]},
                ACTIONS["U2.2"],
            ),
        ],
    ),
    ExamplePage(
        "DevelopmentAreaPage",
        T("starkt-samverkan", "stronger-cooperation"),
        T("Stärkt samverkan", "Stronger cooperation"),
        T(
            "Ingen klarar kompetensförsörjningen ensam. Vi gör det lätt att hitta rätt och att arbeta ihop.",
            "Nobody manages the supply of skills alone. We make it easy to find the right place and to work together.",
        ),
        [],
        {"code": "U3", **EXAMPLE, **DETAILS["U3"]},
        [
            ExamplePage(
                "PriorityPage",
                T("en-gemensam-bild", "a-common-picture"),
                T("En gemensam bild av behoven", "A common picture of the needs"),
                T(
                    "Arbetsgivare, utbildare och myndigheter ska utgå från samma kunskap om vad länet behöver.",
                    "Employers, educators and authorities should start from the same knowledge of what the county needs.",
                ),
                [],
                {"code": "U3.1", **EXAMPLE, **DETAILS["U3.1"]},
                ACTIONS["U3.1"],
            ),
        ],
    ),
]
