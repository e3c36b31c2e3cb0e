"""Takes the alternative text of a picture as the document has it, where it was meant as one."""

import re
from typing import Final

from .findings import Findings, Kind

_FILE_NAME: Final = re.compile(r"^\S+\.(png|jpe?g|gif|webp|avif|bmp|tiff?|emf|wmf|svg)$", re.IGNORECASE)
# Word signs the texts that it writes by itself, in the language of the program.
_MACHINE: Final = re.compile(
    r"\s*(Automatiskt genererad beskrivning|Description automatically generated|"
    r"AI-genererat innehåll kan vara felaktigt|AI-generated content may be incorrect)[^\n]*",
    re.IGNORECASE,
)


def read_alternative(written: str, findings: Findings) -> str:
    """Return the text; empty, and found missing, when there is none or only the name of a file."""
    text = " ".join(_MACHINE.sub("", written).split())
    if not text or _FILE_NAME.match(text):
        findings.add(Kind.MISSING_ALT, text)
        return ""
    if _MACHINE.search(written):
        findings.add(Kind.MACHINE_ALT, text)
    return text
