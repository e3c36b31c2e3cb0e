"""What the example's areas and priorities carry beside their text, by code."""

from typing import Any

from .actions import ADULT_EDUCATION, EMPLOYERS, MUNICIPALITIES, REGION, SERVICE, UNIVERSITY
from .text import T

DETAILS: dict[str, dict[str, Any]] = {
    "U1": {
        "challenge": T(
            "<p>Många yrken ändras snabbare än utbildningarna hinner med. Den som redan arbetar har svårt att hitta en kurs som går att förena med jobbet.</p>",
            "<p>Many occupations change faster than education can follow. Those who already work find it hard to find a course that goes together with the job.</p>",
        ),
        "desired_state": T(
            "<p>Det är lätt att se vilka vägar som finns, att få det man redan kan prövat och att komma igång. Arbetsgivare ser lärande som en del av arbetet.</p>",
            "<p>It is easy to see which ways there are, to have what you already know assessed and to get started. Employers see learning as part of the work.</p>",
        ),
        "goals": [4, 8],
        "roles": [("responsible", REGION), ("partner", ADULT_EDUCATION)],
    },
    "U1.1": {
        "why": T(
            "<p>Många som är mitt i yrkeslivet har ansvar för hem och ekonomi. En utbildning på heltid i flera år är då sällan möjlig, även när viljan finns.</p>",
            "<p>Many who are in the middle of working life are responsible for a home and an income. Full-time studies for several years are then seldom possible, even where the will is there.</p>",
        ),
        "how": T(
            "<p>Vi delar upp längre utbildningar, lägger dem nära där folk bor och bestämmer tillsammans med arbetsgivarna vad en kurs ska ge.</p>",
            "<p>We divide longer programmes, hold them close to where people live and decide together with the employers what a course should give.</p>",
        ),
        "roles": [("responsible", MUNICIPALITIES), ("partner", ADULT_EDUCATION), ("partner", EMPLOYERS)],
        "indicators": ["Vuxna i yrkesutbildning"],
    },
    "U1.2": {
        "why": T(
            "<p>Den som redan kan en del av ett yrke ska inte behöva läsa om det. Validering gör vägen till arbete kortare.</p>",
            "<p>Those who already know part of an occupation should not have to study it again. With validation the way to work is shorter.</p>",
        ),
        "how": T(
            "<p>Arbetsgivare och utbildare bedömer kunskaper på samma sätt i hela länet.</p>",
            "<p>Employers and educators assess knowledge in the same way throughout the county.</p>",
        ),
        "roles": [("responsible", SERVICE), ("partner", UNIVERSITY)],
        "indicators": ["Validerade kunskaper"],
    },
    "U2": {
        "challenge": T(
            "<p>Arbetsgivare avstår från uppdrag för att de inte hittar folk. Samtidigt är många utan arbete.</p>",
            "<p>Employers turn work down because they do not find people. At the same time many are out of work.</p>",
        ),
        "desired_state": T(
            "<p>Den som står längst från arbetsmarknaden får ett samlat stöd. Arbetsplatser tar emot människor som är nya i yrket och ger dem tid att lära.</p>",
            "<p>Those furthest from the labour market get support that holds together. Workplaces welcome people who are new to the occupation and give them time to learn.</p>",
        ),
        "goals": [8, 10],
        "roles": [("responsible", SERVICE), ("partner", MUNICIPALITIES)],
    },
    "U2.1": {
        "why": T(
            "<p>I ett bristyrke räcker det inte att utbilda fler. Vägen dit måste också passa den som börjar någon annanstans.</p>",
            "<p>In a shortage occupation it is not enough to train more people. The way there must also suit those who begin somewhere else.</p>",
        ),
        "roles": [("responsible", REGION), ("partner", EMPLOYERS), ("funder", SERVICE)],
        "indicators": ["Kvar i yrket efter ett år", "Arbetsgivare som inte hittar rätt kompetens"],
    },
    "U2.2": {
        "why": T(
            "<p>Många arbetsgivare vill anställa brett men vet inte var de får hjälp.</p>",
            "<p>Many employers want to hire broadly but do not know where to get help.</p>",
        ),
        "roles": [("responsible", SERVICE)],
    },
    "U3": {
        "challenge": T(
            "<p>Samma fråga drivs på flera håll, och den som söker stöd skickas runt.</p>",
            "<p>The same question is driven in several places, and those who seek support are sent from one to the next.</p>",
        ),
        "desired_state": T(
            "<p>Aktörerna utgår från samma bild av behoven och vet vem som gör vad.</p>",
            "<p>The actors start from the same picture of the needs and know who does what.</p>",
        ),
        "goals": [17],
        "roles": [("responsible", REGION)],
    },
    "U3.1": {
        "why": T(
            "<p>Utan en gemensam bild satsar var och en på sitt, och det som fattas förblir osett.</p>",
            "<p>Without a common picture everybody invests in their own, and what is missing stays unseen.</p>",
        ),
        "roles": [("responsible", REGION), ("partner", SERVICE), ("partner", UNIVERSITY)],
        "indicators": ["Arbetsgivare som inte hittar rätt kompetens"],
    },
}
