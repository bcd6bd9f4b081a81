"""A change as hunks: lines with their numbers, and within changed lines the words that differ."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["same", "gone", "new"]

# Comparing words takes quadratic time: beyond this many, whole lines are enough.
_MOST_WORDS = 1500
# With less than this in common, two texts are different texts: marking words would only confuse.
_ALIKE = 0.35
_MOSTLY = 0.8
_WORD = re.compile(r"\w+|[^\S\r\n]+|\r\n|[\r\n]|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a hunk; `changed` are the stretches of its text that are not in the other version."""

    kind: Kind
    old: int | None  # its number before, from 1
    new: int | None  # and after
    text: str
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changed lines that stand close together, with some around them."""

    rows: tuple[Row, ...]

    @property
    def header(self) -> str:
        """The line that opens it in a unified diff."""
        old = [r.old for r in self.rows if r.old is not None]
        new = [r.new for r in self.rows if r.new is not None]
        return f"@@ -{_range(old)} +{_range(new)} @@"


def hunks(before: str, after: str, around: int = 3) -> tuple[Hunk, ...]:
    """The hunks between two texts, with so many unchanged lines around each change."""
    old, new = lines_of(before), lines_of(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Hunk(tuple(_rows(group, old, new))) for group in matcher.get_grouped_opcodes(around)
    )


def lines_of(text: str) -> list[str]:
    """The lines with their ends, split where Python splits them and nowhere else."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def unified(path: str, before: str, after: str) -> str:
    """A unified diff to read; lines end with a line feed whatever they end with in the file."""
    parts = [f"--- a/{path}\n", f"+++ b/{path}\n"]
    marks = {"same": " ", "gone": "-", "new": "+"}
    for hunk in hunks(before, after):
        parts.append(f"{hunk.header}\n")
        parts += (f"{marks[row.kind]}{row.text}\n" for row in hunk.rows)
    return "".join(parts)


def _range(numbers: Sequence[int]) -> str:
    if not numbers:
        return "0,0"
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]},{len(numbers)}"


def _rows(
    group: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[Row]:
    for tag, i1, i2, j1, j2 in group:
        if tag == "equal":
            for offset in range(i2 - i1):
                text = old[i1 + offset].rstrip("\r\n")
                yield Row("same", i1 + offset + 1, j1 + offset + 1, text)
            continue
        gone, came = old[i1:i2], new[j1:j2]
        gone_words, new_words = changed_words(gone, came) if gone and came else ({}, {})
        for offset, line in enumerate(gone):
            words = tuple(gone_words.get(offset, ()))
            yield Row("gone", i1 + offset + 1, None, line.rstrip("\r\n"), words)
        for offset, line in enumerate(came):
            words = tuple(new_words.get(offset, ()))
            yield Row("new", None, j1 + offset + 1, line.rstrip("\r\n"), words)


Stretches = dict[int, list[tuple[int, int]]]


def changed_words(old: Sequence[str], new: Sequence[str]) -> tuple[Stretches, Stretches]:
    """By index of a line, the stretches that the other lines do not have; none when they are unlike.

    All lines are compared as one text, because a rewrite often breaks one line into several.
    """
    ours, theirs = _words(old), _words(new)
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return {}, {}
    matcher = difflib.SequenceMatcher(
        None, [w for w, _, _ in ours], [w for w, _, _ in theirs], autojunk=False
    )
    if matcher.ratio() < _ALIKE:
        return {}, {}
    gone: Stretches = {}
    came: Stretches = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            _mark(gone, ours[i1:i2], old)
            _mark(came, theirs[j1:j2], new)
    return _telling(gone, old), _telling(came, new)


def _telling(stretches: Stretches, lines: Sequence[str]) -> Stretches:
    """Without those of lines that are mostly new: there the marks say no more than the line does."""
    return {
        number: known
        for number, known in stretches.items()
        if sum(last - first for first, last in known) < _MOSTLY * len(lines[number].strip())
    }


def _words(lines: Sequence[str]) -> list[tuple[str, int, int]]:
    """Words with line and column; blanks are not compared."""
    return [
        (found.group(), number, found.start())
        for number, line in enumerate(lines)
        for found in _WORD.finditer(line)
        if not found.group().isspace()
    ]


def _mark(
    stretches: Stretches, words: Sequence[tuple[str, int, int]], lines: Sequence[str]
) -> None:
    """Add the words; blanks between two of them belong to the stretch."""
    for word, number, column in words:
        known = stretches.setdefault(number, [])
        if known and not lines[number][known[-1][1] : column].strip():
            known[-1] = (known[-1][0], column + len(word))
        else:
            known.append((column, column + len(word)))
