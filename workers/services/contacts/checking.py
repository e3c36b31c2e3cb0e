"""Checks rows of a list against what the site knows, and makes entries of those that are right."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from workers.addresses import LongAddress, LongName, WrongAddress, normalise
from workers.models import Frequency, Language, Topic
from workers.models.contact import NAME_LENGTH
from workers.services.contacts.findings import ROW, Finding, Row
from workers.services.contacts.knowing import Known, fold, is_whole_plan
from workers.tokens import USUAL_KINDS

WHOLE_PLAN = ("plan", "planen")
LANGUAGES = {
    "": Language.SWEDISH,
    "sv": Language.SWEDISH,
    "svenska": Language.SWEDISH,
    "swedish": Language.SWEDISH,
    "en": Language.ENGLISH,
    "engelska": Language.ENGLISH,
    "english": Language.ENGLISH,
}
FREQUENCIES = {
    "": Frequency.NOW,
    "now": Frequency.NOW,
    "direkt": Frequency.NOW,
    "daily": Frequency.DAILY,
    "dagligen": Frequency.DAILY,
    "weekly": Frequency.WEEKLY,
    "veckovis": Frequency.WEEKLY,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact person to be: who it is, and what to send; no topics are the whole plan."""

    email: str
    organisation: str
    name: str = ""
    language: str = Language.SWEDISH
    frequency: str = Frequency.NOW
    topics: tuple[Topic, ...] = ()
    actor: Topic | None = None
    group: Topic | None = None
    municipality: Topic | None = None
    kinds: tuple[str, ...] = USUAL_KINDS


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with all its errors, or else the entry it makes."""

    row: Row
    entry: Entry | None


def check_rows(rows: Iterable[Row], known: Known) -> list[Checked]:
    """Check all rows of one list; a second row with the same address is an error."""
    first: dict[str, int] = {}
    checked = []
    for row in rows:
        one = check_row(row, known)
        email = read_address(row.cells["email"], [])
        if email and email in first:
            row.findings.append(Finding("email", "twice", first[email]))
            one = Checked(row, None)
        elif email:
            first[email] = row.line
        checked.append(one)
    return checked


def check_row(row: Row, known: Known) -> Checked:
    """Add to a row's errors what its cells say that cannot be."""
    cells, found = row.cells, row.findings
    if any(finding.column == ROW for finding in found):
        return Checked(row, None)
    entry = Entry(
        email=read_address(cells["email"], found),
        organisation=read_text("organisation", cells, found),
        name=read_text("name", cells, found),
        language=read_word("language", cells, LANGUAGES, found) or Language.SWEDISH,
        frequency=read_word("frequency", cells, FREQUENCIES, found) or Frequency.NOW,
        topics=read_topics(cells["scope"], known, found),
        actor=known.actors.get(fold(cells["organisation"])),
        group=read_known("group", cells, known.groups, found),
        municipality=read_known("municipality", cells, known.municipalities, found),
    )
    if not entry.organisation and not any(finding.column == "organisation" for finding in found):
        found.append(Finding("organisation", "required"))
    return Checked(row, None if found else entry)


def read_address(cell: str, found: list[Finding]) -> str:
    """Return an address as we keep it, empty when it is none."""
    if not cell:
        found.append(Finding("email", "required"))
        return ""
    try:
        validate_email(cell)
        return normalise(cell)
    except LongAddress:
        found.append(Finding("email", "long_address"))
    except LongName:
        found.append(Finding("email", "long_name"))
    except (WrongAddress, ValidationError):
        found.append(Finding("email", "address"))
    return ""


def read_text(column: str, cells: dict[str, str], found: list[Finding]) -> str:
    """Return a cell that holds a name, with single spaces."""
    text = " ".join(cells[column].split())
    if len(text) > NAME_LENGTH:
        found.append(Finding(column, "long", NAME_LENGTH))
    return text


def read_word(
    column: str, cells: dict[str, str], words: Mapping[str, str], found: list[Finding]
) -> str | None:
    """Return what a cell's word stands for; an empty cell has a meaning of its own."""
    word = words.get(fold(cells[column]))
    if word is None:
        found.append(Finding(column, column))
    return word


def read_known(
    column: str, cells: dict[str, str], known: dict[str, Topic], found: list[Finding]
) -> Topic | None:
    """Return the topic that a cell names; an empty cell names none."""
    name = fold(cells[column])
    if name and name not in known:
        found.append(Finding(column, column))
    return known.get(name)


def read_topics(cell: str, known: Known, found: list[Finding]) -> tuple[Topic, ...]:
    """Return the topics of a scope, none for the whole plan: `plan`, codes or keys, in any number."""
    words = cell.replace("|", " ").split()
    if not words:
        found.append(Finding("scope", "required"))
    topics: dict[int, Topic] = {}
    whole = False
    for number, word in enumerate(words, 1):
        if fold(word) in WHOLE_PLAN:
            whole = True
            continue
        named = find_named(word, known)
        if len(named) != 1:
            found.append(Finding("scope", "ambiguous" if named else "scope", number))
        elif is_whole_plan(named[0]):
            whole = True
        else:
            topics[named[0].pk] = named[0]
    return () if whole else tuple(topics.values())


def find_named(word: str, known: Known) -> list[Topic]:
    """Return what a key or a code names: nothing, one topic, or several of the same code."""
    try:
        topic = known.keys.get(UUID(word))
    except ValueError:
        return known.codes.get(fold(word), [])
    return [topic] if topic else []
