"""Which codemod of somebody else to run: its kind, its place and its arguments, as they were typed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from codemods.errors import RefactorError

_BOWLER = "bowler:"
_CLASS = re.compile(r"(?P<module>[^\W\d]\w*(?:\.[^\W\d]\w*)*):(?P<name>[^\W\d]\w*)")
_ARGUMENT = re.compile(r"(?P<name>[^\W\d][\w-]*)(?:=(?P<value>.*))?", re.DOTALL)
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FORMS = "Write --codemod package.module:Class, or --codemod bowler:path/to/script.py."


@dataclass(frozen=True, slots=True)
class Guest:
    """A codemod by its place: a class in a module (LibCST), or a script and perhaps a name in it."""

    kind: Literal["libcst", "bowler"]
    place: str  # the module's dotted name, or the script's absolute path
    member: str  # the class; in a script the function or query, "" for the script itself
    typed: str  # what stood behind --codemod
    options: tuple[tuple[str, str | None], ...] = ()  # --codemod-arg NAME[=VALUE]
    words: tuple[str, ...] = ()  # what stood behind --

    @property
    def name(self) -> str:
        """The short name, as in `refactor/<name>` and `# refactor: ignore[<name>]`."""
        said = self.member or (Path(self.place).stem if self.kind == "bowler" else self.place)
        words = _HUMPS.sub("-", said).replace("_", "-").lower()
        short = re.sub(r"-(command|codemod)$", "", re.sub(r"[^\w-]+", "-", words))
        return re.sub(r"-{2,}", "-", short).strip("-") or "codemod"


def named(typed: str, options: Sequence[str] = (), words: Sequence[str] = ()) -> Guest:
    """The guest that a person named, with its arguments.

    Raises RefactorError for a text of another form, and for a script that is not there.
    """
    pairs = tuple(_pair(option) for option in options)
    if typed.startswith(_BOWLER):
        script, member = _script(typed.removeprefix(_BOWLER))
        return Guest("bowler", str(script), member, typed, pairs, tuple(words))
    found = _CLASS.fullmatch(typed)
    if found is None:
        near = difflib.get_close_matches(typed.partition(":")[0], ["bowler"], n=1)
        path = typed.endswith(".py") or near
        advice = f"Did you mean `bowler:{typed.rpartition(':')[2]}`? {_FORMS}" if path else _FORMS
        raise RefactorError(f"`{typed}` does not name a codemod", advice)
    return Guest("libcst", found["module"], found["name"], typed, pairs, tuple(words))


def _script(place: str) -> tuple[Path, str]:
    path, member = Path(place), ""
    if not path.is_file():
        front, colon, tail = place.rpartition(":")
        if colon and tail.isidentifier():
            path, member = Path(front), tail
    if not path.is_file():
        raise RefactorError(f"there is no script `{path}`", _FORMS)
    return path.resolve(), member


def _pair(option: str) -> tuple[str, str | None]:
    found = _ARGUMENT.fullmatch(option)
    if found is None:
        raise RefactorError(
            f"`{option}` is no argument for a codemod", "Write --codemod-arg NAME=VALUE."
        )
    return found["name"], found["value"]
