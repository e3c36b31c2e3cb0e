"""Words that readers of the example may need explained."""

from .text import T

TERMS: list[tuple[T, T]] = [
    (
        T("validering", "validation"),
        T(
            "Någon som kan yrket bedömer vad du redan kan, var du än har lärt dig det.",
            "Somebody who knows the occupation assesses what you can already do, wherever you learned it.",
        ),
    ),
    (
        T("bristyrke", "shortage occupation"),
        T(
            "Ett yrke där arbetsgivarna söker fler än som finns att anställa.",
            "An occupation in which employers look for more people than there are to hire.",
        ),
    ),
    (
        T("kompetensförsörjning", "supply of skills"),
        T(
            "Att arbetsplatser har människor som kan det som behövs, i dag och framöver.",
            "That workplaces have people who know what is needed, today and in the years to come.",
        ),
    ),
    (
        T("yrkesutbildning", "vocational education"),
        T(
            "Utbildning som leder till ett bestämt yrke.",
            "Education that leads to a particular occupation.",
        ),
    ),
]
