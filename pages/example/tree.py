"""The example's pages, from the front page down."""

from datetime import date

from .about_site import ACCESSIBILITY, PRIVACY
from .areas import AREAS
from .follow_up import FOLLOW_UP, GLOSSARY
from .principles import PRINCIPLES
from .text import ExamplePage, T

PLAN = ExamplePage(
    "PlanPage",
    T("planen", "the-plan"),
    T("Planen", "The plan"),
    T(
        "Planen är ett gemensamt verktyg för en kompetensförsörjning som håller länge och där alla räknas med. Den samlar vad vi vill utveckla, vad vi börjar med och hur vi arbetar tillsammans.",
        "The plan is a shared tool for a supply of skills that lasts and that counts everybody in. It gathers what we want to develop, where we begin and how we work together.",
    ),
    [
        ("heading", {"text": T("Så är planen uppbyggd", "How the plan is built"), "level": "2"}),
        (
            "list",
            {
                "style": "bulleted",
                "points": [
                    T(
                        "Fem vägledande principer säger hur vi vill uppträda och arbeta.",
                        "Five guiding principles say how we want to act and work.",
                    ),
                    T(
                        "Utvecklingsområden säger vad som behöver bli bättre i länet.",
                        "Development areas say what needs to become better in the county.",
                    ),
                    T("Prioriteringar säger var vi börjar.", "Priorities say where we begin."),
                ],
            },
        ),
        (
            "fact_box",
            {
                "title": T(
                    "Områden och prioriteringar här är exempel", "Areas and priorities here are examples"
                ),
                "text": T(
                    "<p>De visar hur planen kan skrivas. De är märkta och ersätts av det som länets aktörer har beslutat.</p>",
                    "<p>They show how the plan can be written. They are marked, and give way to what the actors of the county have decided.</p>",
                ),
            },
        ),
        ("heading", {"text": T("Så går det", "How it is going"), "level": "2"}),
        ("progress_overview", {"part": None}),
    ],
    {
        "first_year": 2025,
        "last_year": 2028,
        "status": "draft",
        "contact": T(
            "Kompetensplanens samordnare vid Region Västmanland",
            "The plan’s coordinator at Region Västmanland",
        ),
        "review_due": date(2027, 3, 31),
    },
    [*PRINCIPLES, *AREAS, FOLLOW_UP, GLOSSARY],
)

ABOUT = ExamplePage(
    "AboutPage",
    T("om-planen", "about-the-plan"),
    T("Om planen", "About the plan"),
    T(
        "Här läser du vad planen är, hur den kom till och vilka den är till för.",
        "Here you can read what the plan is, how it came about and whom it is for.",
    ),
    [
        ("heading", {"text": T("Vad planen är", "What the plan is"), "level": "2"}),
        (
            "paragraph",
            T(
                "<p>Kompetensplan Västmanland gäller hela länet. Företag behöver rätt kompetens för att växa och hävda sig, och det offentliga behöver den för att klara sina uppdrag. Planen ska göra det lättare att nå dit.</p>",
                "<p>Skills Plan Västmanland covers the whole county. Companies need the right skills to grow and to hold their own, and public services need them to do their work. The plan should make it easier to get there.</p>",
            ),
        ),
        (
            "embed",
            {
                "title": T("Västmanlands län", "The county of Västmanland"),
                "url": "https://www.openstreetmap.org/#map=8/59.70/16.10",
                "picture": None,
                "transcript": T(
                    "Kartan visar Västmanlands län. I länet ligger kommunerna Arboga, Fagersta, Hallstahammar, Kungsör, Köping, Norberg, Sala, Skinnskatteberg, Surahammar och Västerås.",
                    "The map shows the county of Västmanland. Its municipalities are Arboga, Fagersta, Hallstahammar, Kungsör, Köping, Norberg, Sala, Skinnskatteberg, Surahammar and Västerås.",
                ),
            },
        ),
        ("heading", {"text": T("Hur den kom till", "How it came about"), "level": "2"}),
        (
            "paragraph",
            T(
                "<p>Region Västmanland har tagit fram planen i samtal med länets kommuner, Arbetsförmedlingen, utbildningsaktörer och andra som arbetar med kompetensförsörjning. Västmanlands Kompetensråd var med när utvecklingsområden och prioriteringar togs fram.</p>",
                "<p>Region Västmanland drew up the plan in dialogue with the county’s municipalities, the Public Employment Service, education providers and others who work with the supply of skills. The Västmanland Skills Council took part when development areas and priorities were drawn up.</p>",
            ),
        ),
        ("heading", {"text": T("Vem den är till för", "Whom it is for"), "level": "2"}),
        (
            "paragraph",
            T(
                "<p>Planen är till för alla som arbetar för bättre kompetensförsörjning, i privat och offentlig sektor. Den ger en gemensam riktning, så att arbete kan beskrivas, startas och drivas mot samma mål. Ingen aktör når dit ensam: planen genomförs i nära samverkan.</p>",
                "<p>The plan is for everybody who works for a better supply of skills, in the private and the public sector. It gives a common direction, so that work can be described, started and carried on towards the same goals. No actor gets there alone: the plan is carried out in close cooperation.</p>",
            ),
        ),
    ],
)

COOKIES = ExamplePage(
    "StandardPage",
    T("om-kakor", "about-cookies"),
    T("Om kakor", "About cookies"),
    T(
        "Du bestämmer själv vad som får lagras i din webbläsare. Webbplatsen fungerar även om du säger nej.",
        "You decide what may be stored in your browser. The site works even if you say no.",
    ),
    [
        ("heading", {"text": T("Tre kategorier", "Three categories"), "level": "2"}),
        (
            "list",
            {
                "style": "bulleted",
                "points": [
                    T(
                        "<b>Nödvändiga</b> behövs för att webbplatsen ska fungera.",
                        "<b>Necessary</b> ones are needed for the site to work.",
                    ),
                    T(
                        "<b>Statistik</b> visar hur sidorna används, så att vi kan rätta fel och göra dem bättre.",
                        "<b>Statistics</b> show how the pages are used, so that we can mend faults and improve them.",
                    ),
                    T(
                        "<b>Tredjepart</b> gör att film och flöden från andra kan visas direkt på sidan.",
                        "<b>Third-party</b> ones let video and feeds from others be shown right on the page.",
                    ),
                ],
            },
        ),
        (
            "paragraph",
            T(
                "<p>Du ändrar ditt val när som helst genom länken längst ned på varje sida.</p>",
                "<p>You change your choice at any time through the link at the bottom of every page.</p>",
            ),
        ),
    ],
)

HOME = ExamplePage(
    "HomePage",
    T("start", "start"),
    T("Kompetensplan Västmanland", "Skills Plan Västmanland"),
    T(
        "Länets gemensamma plan för att människor ska ha den kompetens som arbetslivet behöver, nu och framöver.",
        "The county’s shared plan for people to have the skills that working life needs, now and in the years to come.",
    ),
    [],
    {},
    [PLAN, ABOUT, COOKIES, ACCESSIBILITY, PRIVACY],
)
