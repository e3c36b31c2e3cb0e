"""Actors that the plan's own description names, in their groups."""

from pages.choices import ActorGroup

from .text import T

ACTORS: list[tuple[T, ActorGroup, T, str]] = [
    (
        T("Offentliga utbildningsaktörer", "Public education providers"),
        ActorGroup.EDUCATION,
        T(
            "Skolor, komvux och andra som utbildar i offentlig regi.",
            "Schools, adult education and others that teach in public service.",
        ),
        "",
    ),
    (
        T("Privata utbildningsaktörer", "Private education providers"),
        ActorGroup.EDUCATION,
        T("Fristående skolor och utbildningsföretag.", "Independent schools and training companies."),
        "",
    ),
    (
        T("Offentliga arbetsgivare", "Public employers"),
        ActorGroup.EMPLOYERS,
        T(
            "Arbetsgivare i kommun, region och stat.",
            "Employers in municipalities, the region and the state.",
        ),
        "",
    ),
    (
        T("Privata arbetsgivare", "Private employers"),
        ActorGroup.EMPLOYERS,
        T("Företag av alla storlekar i länet.", "Companies of every size in the county."),
        "",
    ),
    (
        T("Länets kommuner", "The county’s municipalities"),
        ActorGroup.MUNICIPALITIES,
        T(
            "Kommunerna anställer, anordnar utbildning och ansvarar för försörjningsfrågor.",
            "The municipalities employ people, provide education and are responsible for livelihood support.",
        ),
        "",
    ),
    (
        T("Mälardalens universitet", "Mälardalen University"),
        ActorGroup.UNIVERSITIES,
        T("Utbildar och forskar i länet.", "Teaches and does research in the county."),
        "https://www.mdu.se/",
    ),
    (
        T("Sveriges lantbruksuniversitet", "Swedish University of Agricultural Sciences"),
        ActorGroup.UNIVERSITIES,
        T(
            "Utbildar och forskar om de gröna näringarna.",
            "Teaches and does research for agriculture, forestry and related trades.",
        ),
        "https://www.slu.se/",
    ),
    (
        T("Arbetsgivar- och arbetstagarorganisationer", "Employers’ organisations and trade unions"),
        ActorGroup.SOCIAL_PARTNERS,
        T("Parterna på arbetsmarknaden.", "The two sides of the labour market."),
        "",
    ),
    (
        T("Region Västmanland", "Region Västmanland"),
        ActorGroup.AUTHORITIES,
        T("Håller ihop arbetet med planen.", "Keeps the work on the plan together."),
        "https://regionvastmanland.se/",
    ),
    (
        T("Arbetsförmedlingen", "The Swedish Public Employment Service"),
        ActorGroup.AUTHORITIES,
        T(
            "Hjälper arbetssökande och arbetsgivare att hitta varandra.",
            "Helps job seekers and employers to find each other.",
        ),
        "https://arbetsformedlingen.se/",
    ),
    (
        T("Länsstyrelsen i Västmanlands län", "The County Administrative Board of Västmanland"),
        ActorGroup.AUTHORITIES,
        T("Företräder staten i länet.", "Represents the state in the county."),
        "https://www.lansstyrelsen.se/vastmanland",
    ),
    (
        T("Samordningsförbund", "Coordination associations"),
        ActorGroup.OTHERS,
        T(
            "Samordnar stöd till människor som behöver hjälp från flera håll.",
            "Coordinate support for people who need help from several sides.",
        ),
        "",
    ),
    (
        T("Intresseorganisationer", "Interest organisations"),
        ActorGroup.OTHERS,
        T(
            "Föreningar som arbetar med kompetensförsörjning.",
            "Associations that work with the supply of skills.",
        ),
        "",
    ),
    (
        T("Politiker och beslutsfattare", "Politicians and decision-makers"),
        ActorGroup.POLITICIANS,
        T("De som beslutar om riktning och resurser.", "Those who decide on direction and resources."),
        "",
    ),
]
