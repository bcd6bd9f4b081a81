"""Source in colours: lines cut into pieces that say what they are and whether they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codemods.reports.hunks import Hunk, Row, lines_of

# So far up a lexer starts at most: colours depend on what is open above, rarely on more than this.
_LINES_ABOVE = 400
_HEAD = re.compile(r"(?:async def|def|class|import|from|@)\b|@")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: its text, the short name of its kind of token, whether it is a change."""

    text: str
    token: str
    changed: bool


def coloured(
    hunk: Hunk, before: str | Sequence[str], after: str | Sequence[str]
) -> list[tuple[Row, tuple[Piece, ...]]]:
    """The rows of a hunk, each with its pieces."""
    old = _tokens([r.old for r in hunk.rows if r.kind == "gone"], before)
    new = _tokens([r.new for r in hunk.rows if r.kind != "gone"], after)
    told = []
    for row in hunk.rows:
        number = row.old if row.kind == "gone" else row.new
        known = (old if row.kind == "gone" else new).get(number or 0, [])
        if "".join(text for _, text in known) != row.text:
            known = [("", row.text)]  # a lexer may leave out what it does not like; a diff must not
        told.append((row, tuple(_pieces(known, row.changed))))
    return told


def _tokens(
    wanted: Sequence[int | None], source: str | Sequence[str]
) -> dict[int, list[tuple[str, str]]]:
    """By line number, the tokens of the lines from the first to the last that is wanted."""
    from pygments.lexers.python import PythonLexer
    from pygments.token import STANDARD_TYPES

    numbers = [number for number in wanted if number is not None]
    if not numbers:
        return {}
    lines = lines_of(source) if isinstance(source, str) else source
    start = _start(lines, min(numbers) - 1)
    text = "".join(line.rstrip("\r\n") + "\n" for line in lines[start : max(numbers)])
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    found: dict[int, list[tuple[str, str]]] = {}
    number = start + 1
    for kind, value in lexer.get_tokens(text):
        while kind not in STANDARD_TYPES and kind.parent is not None:
            kind = kind.parent
        for index, part in enumerate(value.split("\n")):
            if index:
                number += 1
            if part:
                found.setdefault(number, []).append((STANDARD_TYPES.get(kind, ""), part))
    return {n: found.get(n, []) for n in range(min(numbers), max(numbers) + 1)}


def _start(lines: Sequence[str], index: int) -> int:
    """The nearest line upwards where something begins, so that the lexer is not inside a string."""
    lowest = max(0, index - _LINES_ABOVE)
    for number in range(index, lowest, -1):
        if _HEAD.match(lines[number]):
            return number
    return lowest


def _pieces(
    tokens: Sequence[tuple[str, str]], changed: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """The tokens cut where a change begins or ends."""
    edges = sorted({edge for stretch in changed for edge in stretch})
    at = 0
    for kind, text in tokens:
        cuts = [at, *(e for e in edges if at < e < at + len(text)), at + len(text)]
        for first, last in pairwise(cuts):
            inside = any(start <= first < end for start, end in changed)
            yield Piece(text[first - at : last - at], kind, inside)
        at += len(text)
