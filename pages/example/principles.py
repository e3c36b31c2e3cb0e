"""The five guiding principles, in our own words."""

from .text import ExamplePage, T

PRINCIPLES = [
    ExamplePage(
        "PrinciplePage",
        T("vi-inspirerar-till-samarbete", "we-inspire-cooperation"),
        T("Vi inspirerar till samarbete", "We inspire cooperation"),
        T(
            "Var och en av oss är en del av ett större sammanhang. Vi delar med oss av det vi kan och gör varandra bättre.",
            "Each of us is part of something larger. We share what we know and make each other better.",
        ),
        [
            ("heading", {"text": T("Så märks det", "How it shows"), "level": "2"}),
            (
                "list",
                {
                    "style": "bulleted",
                    "points": [
                        T(
                            "Vi bjuder in andra innan vi har bestämt oss.",
                            "We invite others before we have made up our minds.",
                        ),
                        T("Vi berättar öppet om det som inte gick.", "We speak openly of what did not work."),
                        T(
                            "Vi räknar andras framgång som vår egen.",
                            "We count the success of others as our own.",
                        ),
                    ],
                },
            ),
        ],
        {"order": 1},
    ),
    ExamplePage(
        "PrinciplePage",
        T("vi-lankar-en-helhet", "we-link-a-whole"),
        T("Vi länkar en helhet", "We link a whole"),
        T(
            "Den som behöver stöd ska möta ett nätverk och inte en rad av dörrar. Därför är vi öppna, lägger prestigen åt sidan och kopplar ihop vårt dagliga arbete.",
            "Whoever needs support should meet a network and not a row of doors. So we are open, set prestige aside and connect our daily work.",
        ),
        [
            ("heading", {"text": T("Så märks det", "How it shows"), "level": "2"}),
            (
                "paragraph",
                T(
                    "<p>En person som vill byta yrke får hjälp av den som kan bäst, oavsett vilken organisation hon ringde först.</p>",
                    "<p>Somebody who wants to change occupation is helped by those who know best, whichever organisation was called first.</p>",
                ),
            ),
        ],
        {"order": 2},
    ),
    ExamplePage(
        "PrinciplePage",
        T("vi-har-ett-entreprenoriellt-satt-att-tanka", "we-think-like-entrepreneurs"),
        T("Vi har ett entreprenöriellt mindset", "We have an entrepreneurial mindset"),
        T(
            "Vi provar och lär tillsammans. Det vi redan vet, och de problem vi har undersökt, är lika mycket värda som modet att prova något nytt.",
            "We try things and learn together. What we already know, and the problems we have explored, are worth as much as the courage to try something new.",
        ),
        [
            ("heading", {"text": T("Så märks det", "How it shows"), "level": "2"}),
            (
                "list",
                {
                    "style": "numbered",
                    "points": [
                        T(
                            "Vi börjar med det som andra redan har prövat.",
                            "We begin with what others have already tried.",
                        ),
                        T("Vi provar i liten skala.", "We try on a small scale."),
                        T(
                            "Vi skriver ned vad vi lärde oss, så att nästa försök börjar där vårt slutade.",
                            "We write down what we learned, so that the next attempt begins where ours ended.",
                        ),
                    ],
                },
            ),
        ],
        {"order": 3},
    ),
    ExamplePage(
        "PrinciplePage",
        T("vi-ar-inkluderande", "we-are-inclusive"),
        T("Vi är inkluderande", "We are inclusive"),
        T(
            "Människor med olika bakgrund, åsikter, idéer och färdigheter gör kompetensförsörjningen bättre. Därför ser vi till att alla får plats.",
            "People with different backgrounds, opinions, ideas and abilities make the supply of skills better. So we see to it that there is room for all.",
        ),
        [
            (
                "quote",
                {
                    "text": T(
                        "Fråga inte bara vem som saknas på arbetsplatsen. Fråga vad som håller dem borta.",
                        "Do not only ask who is missing from the workplace. Ask what keeps them away.",
                    ),
                    "said_by": T(
                        "Exempel på en fråga att börja mötet med",
                        "An example of a question to open a meeting with",
                    ),
                },
            ),
        ],
        {"order": 4},
    ),
    ExamplePage(
        "PrinciplePage",
        T("vi-tar-samhallsansvar", "we-take-social-responsibility"),
        T("Vi tar samhällsansvar", "We take social responsibility"),
        T(
            "Vi vill göra skillnad i vår tids stora frågor, från klimatet till hur samhället håller ihop.",
            "We want to make a difference in the great questions of our time, from the climate to how society holds together.",
        ),
        [
            (
                "fact_box",
                {
                    "title": T("En fråga att ställa", "A question to ask"),
                    "text": T(
                        "<p>Hur bidrar det vi gör nu till omställningen, och vem riskerar att lämnas utanför?</p>",
                        "<p>How does what we do now help the transition, and who risks being left out?</p>",
                    ),
                },
            ),
        ],
        {"order": 5},
    ),
]
