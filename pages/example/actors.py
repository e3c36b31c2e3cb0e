"""Actors that the plan's own description names, in their groups."""

from .text import T

GROUPS: list[tuple[str, T]] = [
    ("education", T("Utbildningsaktörer", "Education providers")),
    ("employers", T("Arbetsgivare", "Employers")),
    ("municipalities", T("Länets kommuner", "Municipalities of the county")),
    ("universities", T("Universitet", "Universities")),
    (
        "social_partners",
        T("Arbetsgivar- och arbetstagarorganisationer", "Employers’ organisations and unions"),
    ),
    ("authorities", T("Myndigheter och offentliga organisationer", "Public authorities and organisations")),
    ("others", T("Övriga aktörer inom kompetensförsörjning", "Other actors in skills supply")),
    ("politicians", T("Politiker och beslutsfattare", "Politicians and decision-makers")),
]
"""The eight groups, in the order of the plan's own description, each with its code."""

MUNICIPALITIES: list[tuple[str, T]] = [
    ("1904", T("Skinnskattebergs kommun", "Municipality of Skinnskatteberg")),
    ("1907", T("Surahammars kommun", "Municipality of Surahammar")),
    ("1960", T("Kungsörs kommun", "Municipality of Kungsör")),
    ("1961", T("Hallstahammars kommun", "Municipality of Hallstahammar")),
    ("1962", T("Norbergs kommun", "Municipality of Norberg")),
    ("1980", T("Västerås stad", "City of Västerås")),
    ("1981", T("Sala kommun", "Municipality of Sala")),
    ("1982", T("Fagersta kommun", "Municipality of Fagersta")),
    ("1983", T("Köpings kommun", "Municipality of Köping")),
    ("1984", T("Arboga kommun", "Municipality of Arboga")),
]
"""The ten municipalities of the county, with the codes of Statistics Sweden."""

ACTORS: list[tuple[T, str, T, str]] = [
    (
        T("Offentliga utbildningsaktörer", "Public education providers"),
        "education",
        T(
            "Skolor, komvux och andra som utbildar i offentlig regi.",
            "Schools, adult education and others that teach in public service.",
        ),
        "",
    ),
    (
        T("Privata utbildningsaktörer", "Private education providers"),
        "education",
        T("Fristående skolor och utbildningsföretag.", "Independent schools and training companies."),
        "",
    ),
    (
        T("Offentliga arbetsgivare", "Public employers"),
        "employers",
        T(
            "Arbetsgivare i kommun, region och stat.",
            "Employers in municipalities, the region and the state.",
        ),
        "",
    ),
    (
        T("Privata arbetsgivare", "Private employers"),
        "employers",
        T("Företag av alla storlekar i länet.", "Companies of every size in the county."),
        "",
    ),
    (
        T("Länets kommuner", "The county’s municipalities"),
        "municipalities",
        T(
            "Kommunerna anställer, anordnar utbildning och ansvarar för försörjningsfrågor.",
            "The municipalities employ people, provide education and are responsible for livelihood support.",
        ),
        "",
    ),
    (
        T("Mälardalens universitet", "Mälardalen University"),
        "universities",
        T("Utbildar och forskar i länet.", "Teaches and does research in the county."),
        "https://www.mdu.se/",
    ),
    (
        T("Sveriges lantbruksuniversitet", "Swedish University of Agricultural Sciences"),
        "universities",
        T(
            "Utbildar och forskar om de gröna näringarna.",
            "Teaches and does research for agriculture, forestry and related trades.",
        ),
        "https://www.slu.se/",
    ),
    (
        T("Arbetsgivar- och arbetstagarorganisationer", "Employers’ organisations and trade unions"),
        "social_partners",
        T("Parterna på arbetsmarknaden.", "The two sides of the labour market."),
        "",
    ),
    (
        T("Region Västmanland", "Region Västmanland"),
        "authorities",
        T("Håller ihop arbetet med planen.", "Keeps the work on the plan together."),
        "https://regionvastmanland.se/",
    ),
    (
        T("Arbetsförmedlingen", "The Swedish Public Employment Service"),
        "authorities",
        T(
            "Hjälper arbetssökande och arbetsgivare att hitta varandra.",
            "Helps job seekers and employers to find each other.",
        ),
        "https://arbetsformedlingen.se/",
    ),
    (
        T("Länsstyrelsen i Västmanlands län", "The County Administrative Board of Västmanland"),
        "authorities",
        T("Företräder staten i länet.", "Represents the state in the county."),
        "https://www.lansstyrelsen.se/vastmanland",
    ),
    (
        T("Samordningsförbund", "Coordination associations"),
        "others",
        T(
            "Samordnar stöd till människor som behöver hjälp från flera håll.",
            "Coordinate support for people who need help from several sides.",
        ),
        "",
    ),
    (
        T("Intresseorganisationer", "Interest organisations"),
        "others",
        T(
            "Föreningar som arbetar med kompetensförsörjning.",
            "Associations that work with the supply of skills.",
        ),
        "",
    ),
    (
        T("Politiker och beslutsfattare", "Politicians and decision-makers"),
        "politicians",
        T("De som beslutar om riktning och resurser.", "Those who decide on direction and resources."),
        "",
    ),
]
