"""Titles that break mail systems: 200 of them, the same in each run."""

import random

KNOWN = [
    "Kompetens för ålder & ödmjukhet",
    "🦊" * 60,
    "👩‍👩‍👧‍👦🏳️‍🌈 families 🇸🇪",
    "x" * 900,
    "Ö" * 900,
    "ord " * 225,
    "مرحبا بالعالم",
    "\u202eright to left override\u202c and back",
    "\u2067isolated\u2069 שלום",
    "To: victim@example.org\r\nBcc: other@example.org",
    "Subject: x\r\n\r\nA body of its own",
    "a\nContent-Type: text/html\n\n<script>alert(1)</script>",
    ".\r\n.\r\nQUIT\r\n",
    "\r\n.\r\nMAIL FROM:<eve@example.org>\r\nRCPT TO:<victim@example.org>",
    "lone\rreturns\rhere",
    "<script>alert(1)</script> {{ 1 }} {% now %} ${7*7}",
    "= = =20 =?utf-8?q?=C3=B6?= soft =",
    "=?utf-8?b?" + "w7Y=" * 40 + "?=",
    "--=_boundary--",
    "trailing space \t",
    "   leading",
    "\x00null\x00",
    "\x0b\x0c\x1c\x85\u2028line\u2029separators",
    "\x1b[31mred\x1b[0m \x07bell \x7f",
    "half a pair \ud83e",
    "\udfff\ud800 swapped",
    "Z\u0351\u036b\u0343\u036a\u0302a\u0303\u0334\u0308l\u0340g\u0361o\u0488" * 20,
    "zero\u200bwidth\ufeff\u200d\u2060",
    "mixed 'quotes' \"and\" more ”typografiska” «guillemets» \\ back",
    "a" * 76 + " " + "b" * 77,
    "\U0010ffff\ufffe\uffff non-characters",
    "From the start of a line\n>From quoted",
    "ﷺ﷽ ligatures \u01c5 ß \u017f \u0130 \u0131",
    "-- \nsignature",
    'mailto:eve@example.org?subject=x <eve@example.org>, eve@example.org; "eve" (comment)',
    ';,:()<>@[]\\"',
    "%0d%0aBcc: other@example.org",
    "&lt;b&gt; &amp; &#0; &nbsp; &bogus;",
    "]]> <!-- comment --> <style>p{display:none}</style>",
    "?",
]
ALPHABETS = [
    "abc åäö ÅÄÖ",
    "🦊👩‍🚀\u200d\ufe0f🇸🇪",
    "שלום مرحبا \u200f\u202e",
    "\r\n\t \x0b\x0c\x85\u2028",
    "<>&\"'{}%$=?_.-:;,@",
    "\u0301\u0308\u0327e",
    "漢字かな交じり文",
    "\x00\x01\x1b\x7f\x9b",
    "\ud800\udfff\ufffe",
]


def list_titles(count: int) -> list[str]:
    """Return this many titles; those that are known come first."""
    chance = random.Random(20260302)
    titles = list(KNOWN)
    while len(titles) < count:
        letters = "".join(chance.sample(ALPHABETS, chance.randint(1, 4)))
        length = chance.choice((1, 7, 40, 74, 75, 76, 200, 900))
        titles.append("".join(chance.choice(letters) for _ in range(length)) or "?")
    return titles[:count]
