"""The ways in which a running program can be broken: its code, its files, its settings, its constants."""

import inspect
import sys
import tempfile
import textwrap
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

from django.conf import settings
from django.test import override_settings

from tests.services.places import ROOT

OURS = ("cms.", "consent.", "pages.", "workers.", "tests.")


class Unchanged(Exception):
    """The text that a mutant changes is not there (any more), or stands there more than once."""


def replace_once(text: str, old: str, new: str, where: str) -> str:
    """Return the text with one passage changed; raise `Unchanged` unless it stands there exactly once."""
    if text.count(old) != 1:
        raise Unchanged(f"{where}: {old!r} stands there {text.count(old)} times")
    return text.replace(old, new)


def find_object(where: str) -> Any:
    """Return what "package.module:name.attribute" names."""
    module, _, path = where.partition(":")
    found: Any = import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    return found


@dataclass(frozen=True, slots=True)
class Code:
    """A function with one passage changed; whoever has imported it gets the change too."""

    where: str
    old: str
    new: str

    def apply(self) -> None:
        function = inspect.unwrap(find_object(self.where))
        lines = textwrap.dedent(inspect.getsource(function)).splitlines(keepends=True)
        start = next(number for number, line in enumerate(lines) if line.startswith("def "))
        source = replace_once("".join(lines[start:]), self.old, self.new, self.where)
        made: dict[str, FunctionType] = {}
        exec(compile(source, f"<mutant of {self.where}>", "exec"), function.__globals__, made)  # noqa: S102  our own source
        function.__code__ = made[function.__name__].__code__


@dataclass(frozen=True, slots=True)
class File:
    """A template or a static file, changed in a directory that is searched first."""

    path: str
    change: Callable[[str], str]

    def apply(self) -> None:
        before = (ROOT / self.path).read_text(encoding="utf-8")
        after = self.change(before)
        if after == before:
            raise Unchanged(self.path)
        app, kind, name = self.path.split("/", 2)
        directory = Path(tempfile.mkdtemp(prefix=f"mutant-{app}-"))
        (directory / name).parent.mkdir(parents=True)
        (directory / name).write_text(after, encoding="utf-8")
        if kind == "static":
            override_settings(STATICFILES_DIRS=[directory]).enable()
            return
        templates = deepcopy(settings.TEMPLATES)
        templates[0]["DIRS"] = [directory]
        override_settings(TEMPLATES=templates).enable()


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return a change of one passage."""
    return lambda text: replace_once(text, old, new, "the file")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting with another value, made of the one it has."""

    name: str
    change: Callable[[Any], Any]

    def apply(self) -> None:
        before = getattr(settings, self.name)
        after = self.change(deepcopy(before))
        if after == before:
            raise Unchanged(self.name)
        override_settings(**{self.name: after}).enable()


def without(name: str) -> Setting:
    """Return the setting of a middleware that is not there."""
    return Setting("MIDDLEWARE", lambda names: [one for one in names if one != name])


@dataclass(frozen=True, slots=True)
class Constant:
    """A module's constant, changed in every module of ours that has it under any name."""

    where: str
    change: Callable[[Any], Any]

    def apply(self) -> None:
        before = find_object(self.where)
        after = self.change(before)
        for name, module in list(sys.modules.items()):
            if name.startswith(OURS):
                for key, value in list(vars(module).items()):
                    if value is before:
                        setattr(module, key, after)


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language, changed where it stands: texts are frozen, so that nobody does it by mistake."""

    where: str
    language: str
    words: str

    def apply(self) -> None:
        object.__setattr__(find_object(self.where), self.language, self.words)


Break = Code | File | Setting | Constant | Wording
