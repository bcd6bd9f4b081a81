"""Pieces of Markdown in which nothing that a project says can act as Markdown or HTML."""

from __future__ import annotations

import re

from codemods.reports.shown import one_line, visible

_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)")
_ACTS = re.compile(r"([\\*\[\]<>|#~`&]|(?<!\w)_|_(?!\w))")


def code(text: str) -> str:
    """Text in a code span that also holds in a cell of a table."""
    plain = one_line(text).replace("|", "\\|")
    return _fenced(plain) if plain else ""


def prose(text: str) -> str:
    """A sentence in which code stands between backticks; all else is nothing but text."""
    line, told, at = one_line(text), [], 0
    for found in _CODE.finditer(line):
        told.append(_plain(line[at : found.start()]))
        told.append(_fenced(found[2].strip()))
        at = found.end()
    return "".join([*told, _plain(line[at:])])


def block(text: str, language: str = "") -> str:
    """Lines of code; the fence is longer than any in them."""
    shown = "\n".join(visible(line) for line in text.rstrip("\n").split("\n"))
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    return f"{fence}{language}\n{shown}\n{fence}"


def _plain(text: str) -> str:
    return _ACTS.sub(r"\\\1", text)


def _fenced(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    edge = " " if "`" in (text[:1], text[-1:]) else ""
    return f"{fence}{edge}{text}{edge}{fence}"
