"""What a document is once it has been read, whatever format it came in."""

from dataclasses import dataclass, field

from .findings import Findings


@dataclass(frozen=True)
class Picture:
    """A picture's octets, the ending of its file (None: no reader could see it), and whether it only decorates."""

    data: bytes
    ending: str | None
    decorative: bool = False


@dataclass
class Document:
    """Plain HTML of known elements, in which `<img src="2">` means the third picture."""

    html: str
    findings: Findings
    pictures: list[Picture] = field(default_factory=list)
