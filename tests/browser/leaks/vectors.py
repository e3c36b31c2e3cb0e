"""One way in which what somebody plants reaches another host, and how it is told from the others."""

from dataclasses import dataclass
from typing import Literal

Place = Literal["rich", "block", "template", "head"]
BODY: tuple[Place, ...] = ("rich", "block", "template")
TEMPLATE: tuple[Place, ...] = ("template",)
HEAD: tuple[Place, ...] = ("head",)
DOMAIN = "leak.example"


@dataclass(frozen=True)
class Vector:
    """Markup in which `{host}` stands for a name that nobody else asks for, and `{id}` for one of its own.

    `scripted` needs JavaScript, `unscripted` its absence. `act` is what the visitor presses, as a CSS
    selector below the element that is planted; without it the page acts by itself.
    """

    name: str
    markup: str
    places: tuple[Place, ...] = BODY
    scripted: bool = False
    unscripted: bool = False
    act: str = ""
    governed: bool = True
    """Whether a Content-Security-Policy alone would stop it; if not, it must not be in the page."""

    def fires(self, *, scripted: bool) -> bool:
        return not (self.unscripted if scripted else self.scripted)


@dataclass(frozen=True)
class Planting:
    """A vector in its place, with the host name that gives it away."""

    vector: Vector
    place: Place

    @property
    def host(self) -> str:
        return f"{self.vector.name}.{self.place}.{DOMAIN}"

    @property
    def markup(self) -> str:
        """Return the markup, in an element by which a visitor finds it."""
        name = f"{self.vector.name}-{self.place}"
        markup = self.vector.markup.format(host=self.host, id=name)
        return f'<div id="act-{name}">{markup}</div>' if self.vector.act else markup

    @property
    def selector(self) -> str:
        return f"#act-{self.vector.name}-{self.place} {self.vector.act}"


def plant(vectors: list[Vector], place: Place) -> list[Planting]:
    """Return those of the vectors that can stand in a place, in it."""
    return [Planting(vector, place) for vector in vectors if place in vector.places]
