"""A change as replacements: the smallest stretches of the old text that become new ones."""

from __future__ import annotations

import difflib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from codemods.reports.hunks import lines_of


@dataclass(frozen=True, slots=True)
class Edit:
    """The text from one place to another becomes `text`; lines and columns count from 1."""

    start: tuple[int, int]
    end: tuple[int, int]  # the first place that stays
    text: str


def utf16(text: str) -> int:
    """The length in UTF-16 code units, in which editors and SARIF count columns."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def edits(before: str, after: str, units: Callable[[str], int] = len) -> tuple[Edit, ...]:
    """The replacements that make one text of the other, in order, apart from each other."""
    lines = lines_of(before)
    starts = [0, *accumulate(len(line) for line in lines)]

    def place(offset: int) -> tuple[int, int]:
        line = min(bisect_right(starts, offset) - 1, len(lines))
        if line == len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
            line -= 1  # the end of a text whose last line has no end
        return line + 1, units(before[starts[line] : offset]) + 1

    return tuple(
        Edit(place(first), place(last), text) for first, last, text in _stretches(before, after)
    )


def _stretches(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Offsets in the old text with what comes there."""
    old, new = lines_of(before), lines_of(after)
    starts = [0, *accumulate(len(line) for line in old)]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        first, last = starts[i1], starts[i2]
        gone, came = before[first:last], "".join(new[j1:j2])
        head = _unsplit(gone, _alike(gone, came))
        rest = min(len(gone), len(came)) - head
        tail = _alike(gone[::-1][:rest], came[::-1][:rest])
        if tail and gone[len(gone) - tail] == "\n" and gone[: len(gone) - tail].endswith("\r"):
            tail -= 1
        yield first + head, last - tail, came[head : len(came) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _unsplit(text: str, cut: int) -> int:
    """The cut, moved back where it would part the two characters of a line end."""
    return cut - 1 if text[cut - 1 : cut] == "\r" else cut
