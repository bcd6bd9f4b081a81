"""Laying out calls and assignments as black does: on one line, or one item a line."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass

STEP = "    "


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a call or tuple, with the comments that belong to it."""

    text: str
    above: tuple[str, ...] = ()
    beside: str = ""

    @property
    def is_plain(self) -> bool:
        return not self.above and not self.beside and "\n" not in self.text


@dataclass(frozen=True, slots=True)
class Page:
    """How much room there is: the width of a line and the indentation statements will get."""

    width: int
    indent: int
    step: str = STEP

    def fits(self, text: str, deeper: int = 0) -> bool:
        return "\n" not in text and self.indent + deeper + len(text) <= self.width


def call(page: Page, head: str, entries: Sequence[Entry], tail: str = ")") -> str:
    """`head` (which ends with the opening bracket), the entries, and `tail`."""
    joined = ", ".join(e.text for e in entries)
    if all(e.is_plain for e in entries):
        if page.fits(f"{head}{joined}{tail}"):
            return f"{head}{joined}{tail}"
        if page.fits(joined, len(page.step)) and len(entries) == 1:
            return f"{head}\n{page.step}{joined}\n{tail}"
    lines = [head]
    for entry in entries:
        lines += (page.step + comment for comment in entry.above)
        comma = "," if not entry.text.startswith("*(") or len(entries) > 1 else ""
        beside = f"  {entry.beside}" if entry.beside else ""
        lines.append(deepen(entry.text, page.step) + comma + beside)
    lines.append(tail)
    return "\n".join(lines)


def assignment(page: Page, targets: Sequence[str], value_head: str) -> str:
    """`a, b = value_head`, the targets in brackets on their own lines when they do not fit."""
    if not targets:
        return value_head
    text = ", ".join(targets)
    if len(targets) == 1 and not text.startswith("("):
        return f"{text} = {value_head}"
    if page.fits(f"{text} = {value_head}"):
        return f"{text} = {value_head}"
    rows = "".join(f"{page.step}{t},\n" for t in targets)
    return f"(\n{rows}) = {value_head}"


def deepen(text: str, step: str) -> str:
    """The text moved to the right; lines inside of strings stay as they are."""
    if "\n" not in text:
        return step + text
    fixed = _rows_inside_strings(text)
    rows = text.split("\n")
    return "\n".join(
        row if not row.strip() or number in fixed else step + row
        for number, row in enumerate(rows, 1)
    )


def _rows_inside_strings(text: str) -> frozenset[int]:
    """The rows (from 1) that begin within a string."""
    rows: set[int] = set()
    starts: list[int] = []
    begin = {getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1)}
    end = {getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1)}
    try:
        for token in tokenize.generate_tokens(io.StringIO(f"({text}\n)").readline):
            if token.type == tokenize.STRING:
                rows.update(range(token.start[0] + 1, token.end[0] + 1))
            elif token.type in begin:
                starts.append(token.start[0])
            elif token.type in end and starts:
                rows.update(range(starts.pop() + 1, token.end[0] + 1))
    except (tokenize.TokenError, SyntaxError, IndentationError):
        return frozenset(range(2, text.count("\n") + 2))
    return frozenset(rows)
