"""Before and after as rows, and the rows as tables: side by side or one under the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rich.console import RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

_CONTEXT = 3
# Lines that have less in common are other lines: their words are not compared.
_ALIKE = 0.65
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """A line of one text: its number, the text, and the stretches that the other one lacks."""

    number: int
    text: str
    changed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A line before beside its line after. A `gap` stands for lines that are left out."""

    kind: Literal["same", "changed", "gap"]
    before: Side | None = None
    after: Side | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a diff. Without colour, signs and underlines carry the meaning."""

    theme: str
    removed: str
    removed_words: str
    added: str
    added_words: str
    faint: str


DARK = Look("monokai", "on #35191d", "on #7a2a33", "on #14301d", "on #1f6b37", "#8a8f98")
LIGHT = Look("friendly", "on #ffe3e6", "on #ffb3bb", "on #dcf5e3", "on #96e0ad", "#6a6f78")
PLAIN = Look("bw", "", "bold underline", "", "bold underline", "")


def rows(before: str, after: str) -> list[Row]:
    """The lines around what changed, paired up."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Row] = []
    end = 0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        if group[0][1] > end:
            found.append(Row("gap"))
        for tag, i, i_end, j, j_end in group:
            if tag == "equal":
                found += (
                    Row("same", Side(i + n + 1, old[i + n]), Side(j + n + 1, new[j + n]))
                    for n in range(i_end - i)
                )
            else:
                found += _changed(old, i, i_end, new, j, j_end)
            end = i_end
    if end < len(old):
        found.append(Row("gap"))
    return found


def side_by_side(shown: Sequence[Row], look: Look) -> Table:
    """The text before on the left, the text after on the right; long lines are folded."""
    table = _table(look, "ns", "ns")
    old, new = _lines(shown, look)
    for row, left, right in zip(shown, old, new, strict=True):
        if row.kind == "gap":
            table.add_row("", "", _gap(look), "", "", _gap(look))
            continue
        changed = row.kind == "changed"
        removed, added = (look.removed, look.added) if changed else ("", "")
        table.add_row(
            _number(row.before),
            *_cells(row.before, left, "-" if changed else " ", removed),
            _number(row.after),
            *_cells(row.after, right, "+" if changed else " ", added),
        )
    return table


def unified(shown: Sequence[Row], look: Look) -> Table:
    """One text: what goes, and under it what comes."""
    table = _table(look, "nns")
    old, new = _lines(shown, look)
    waiting: list[tuple[RenderableType, ...]] = []
    for row, left, right in zip(shown, old, new, strict=True):
        if row.kind == "changed":
            if row.before:
                cells = _cells(row.before, left, "-", look.removed)
                table.add_row(_number(row.before), "", *cells)
            if row.after:
                cells = _cells(row.after, right, "+", look.added)
                waiting.append(("", _number(row.after), *cells))
            continue
        for added in waiting:
            table.add_row(*added)
        waiting.clear()
        if row.kind == "gap":
            table.add_row("", "", "", _gap(look))
        else:
            cells = _cells(row.after, right, " ", "")
            table.add_row(_number(row.before), _number(row.after), *cells)
    for added in waiting:
        table.add_row(*added)
    return table


def _table(look: Look, *sides: str) -> Table:
    """Columns for numbers (n) and a sign (s), and then one for code, for each side."""
    table = Table.grid(padding=0, expand=True)
    for side in sides:
        for column in side:
            if column == "n":
                table.add_column(justify="right", no_wrap=True, style=look.faint)
            else:
                table.add_column(no_wrap=True, width=3)
        table.add_column(overflow="fold", ratio=1)
    return table


def _changed(
    old: Sequence[str], i: int, i_end: int, new: Sequence[str], j: int, j_end: int
) -> Iterator[Row]:
    for n in range(max(i_end - i, j_end - j)):
        before = old[i + n] if i + n < i_end else None
        after = new[j + n] if j + n < j_end else None
        gone, come = _words(before, after) if before and after else ((), ())
        yield Row(
            "changed",
            None if before is None else Side(i + n + 1, before, gone),
            None if after is None else Side(j + n + 1, after, come),
        )


def _words(
    before: str, after: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The stretches that only one of two lines has, by words."""
    if SequenceMatcher(None, before.strip(), after.strip(), autojunk=False).ratio() < _ALIKE:
        return (), ()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    gone: list[tuple[int, int]] = []
    come: list[tuple[int, int]] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            gone += _stretch(old, i, i_end)
            come += _stretch(new, j, j_end)
    return tuple(gone), tuple(come)


def _stretch(words: Sequence[str], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Where some of the words stand in the line, without the blanks around them."""
    start = len("".join(words[:first]))
    text = "".join(words[first:end])
    if kept := text.strip():
        start += text.index(kept)
        yield start, start + len(kept)


def _lines(shown: Sequence[Row], look: Look) -> tuple[list[Text], list[Text]]:
    old = _painted([row.before for row in shown], look, look.removed_words)
    return old, _painted([row.after for row in shown], look, look.added_words)


def _painted(sides: Sequence[Side | None], look: Look, words: str) -> list[Text]:
    """The lines in the colours of Python, read together: a string may go over several lines."""
    code = "\n".join(side.text if side else "" for side in sides)
    painted = Text(code)
    if look is not PLAIN:
        syntax = Syntax(code, "python", theme=look.theme)
        for start, end, style in syntax.highlight(code).spans:
            if isinstance(style, Style) and style.color is not None:
                # Only what is written in the theme: its background is not that of the line.
                kept = Style(color=style.color, bold=style.bold, italic=style.italic)
                painted.stylize(kept, start, end)
    lines = list(painted.split("\n", allow_blank=True))[: len(sides)]
    for line, side in zip(lines, sides, strict=True):
        for start, end in side.changed if side else ():
            line.stylize(words, start, end)
    return lines


def _cells(side: Side | None, line: Text, sign: str, background: str) -> tuple[RenderableType, ...]:
    if side is None:
        return "", ""
    line = line.copy()
    line.expand_tabs(4)
    return Text(f" {sign} ", style=background), Padding(line, 0, style=background or "none")


def _number(side: Side | None) -> str:
    return f"{side.number} " if side else ""


def _gap(look: Look) -> Text:
    return Text("...", style=look.faint)
