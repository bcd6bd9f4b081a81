"""Where a comment may stand that switches a pattern off, and the text with it."""

from __future__ import annotations

import ast
import io
import re
import tokenize

from codemods.languages.python.facts import split_lines
from codemods.model.spans import Span

_OURS = re.compile(r"#\s*refactor:\s*ignore\s*\[([\w\-, ]*)\]")
_REASON = re.compile(r"\s*--\s*")
# Comments of other tools that speak of the line below them: nothing may come between.
_SPEAKS_OF_THE_NEXT_LINE = re.compile(r"disable-next|nosemgrep|\bpyre-|eslint|\bnoinspection\b")


class NoPlace(Exception):
    """No line of the place can carry a comment; the message says why."""


def with_ignore(text: str, span: Span, pattern: str, reason: str = "") -> str:
    """The text with `# refactor: ignore[pattern]` at the place; what the code means is unchanged.

    The comment gets a line of its own above the place, where it needs no width. A comment of ours
    that stands there already is extended. Where a line of its own is not possible (inside a
    string, after a backslash, below a comment that speaks of the next line), it goes to the end of
    the first line of the place that can carry one. Raises NoPlace when no line can.
    """
    pieces = _with_ends(text)
    lines = split_lines(text)
    breaks = _breaks(text)
    new = _on_its_own_line(pieces, lines, breaks, span, pattern, reason)
    if new is None or not _means_the_same(text, new):
        new = _at_the_end(pieces, lines, breaks, span, pattern, reason)
    if new is None or not _means_the_same(text, new):
        raise NoPlace(f"no line from {span.line} to {span.end_line} can carry a comment")
    return new


def comment(pattern: str, reason: str = "") -> str:
    """The comment itself; a reason is put on one line."""
    told = " ".join(reason.split())
    return f"# refactor: ignore[{pattern}]" + (f" -- {told}" if told else "")


def _on_its_own_line(
    pieces: list[str],
    lines: list[str],
    breaks: frozenset[int],
    span: Span,
    pattern: str,
    reason: str,
) -> str | None:
    above = span.line - 1  # its number; 0 when the place is the first line
    if above and above not in breaks:
        return None
    told = lines[above - 1].strip() if above else ""
    if told.startswith("#"):
        if _OURS.search(told):
            longer = _extended(pieces[above - 1], pattern, reason)
            return "".join([*pieces[: above - 1], longer, *pieces[above:]])
        if _SPEAKS_OF_THE_NEXT_LINE.search(told):
            return None
    line = pieces[span.line - 1]
    indent = line[: len(line) - len(line.lstrip(" \t\f"))]
    added = f"{indent}{comment(pattern, reason)}{_line_end(pieces)}"
    return "".join([*pieces[: span.line - 1], added, *pieces[span.line - 1 :]])


def _at_the_end(
    pieces: list[str],
    lines: list[str],
    breaks: frozenset[int],
    span: Span,
    pattern: str,
    reason: str,
) -> str | None:
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        if number not in breaks or line.lstrip().startswith("#") or not line.strip():
            continue
        piece = pieces[number - 1]
        if _OURS.search(piece):
            piece = _extended(piece, pattern, reason)
        else:  # behind another comment it is still one comment, and both are read
            body = piece.rstrip("\r\n")
            piece = f"{body.rstrip()}  {comment(pattern, reason)}{piece[len(body) :]}"
        return "".join([*pieces[: number - 1], piece, *pieces[number:]])
    return None


def _extended(piece: str, pattern: str, reason: str) -> str:
    """A comment of ours that names one pattern more."""
    found = _OURS.search(piece)
    if found is None:
        return piece
    names = [name.strip() for name in found[1].split(",") if name.strip()]
    if pattern not in names:
        names.append(pattern)
    piece = f"{piece[: found.start(1)]}{', '.join(names)}{piece[found.end(1) :]}"
    told = " ".join(reason.split())
    if not told:
        return piece
    body = piece.rstrip("\r\n")
    link = "; " if _REASON.search(body, found.end()) else " -- "
    return f"{body.rstrip()}{link}{told}{piece[len(body) :]}"


def _with_ends(text: str) -> list[str]:
    """The lines as the tokenizer counts them, with their ends."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _line_end(pieces: list[str]) -> str:
    for piece in pieces:
        if end := piece[len(piece.rstrip("\r\n")) :]:
            return end
    return "\n"


def _breaks(text: str) -> frozenset[int]:
    """The numbers of the lines that end between tokens: a comment may stand at their end, or below."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    found = set()
    try:
        for token in tokenize.generate_tokens(io.StringIO(plain).readline):
            if token.type in (tokenize.NEWLINE, tokenize.NL):
                found.add(token.start[0])
    except (tokenize.TokenError, SyntaxError):
        return frozenset()
    return frozenset(found)


def _means_the_same(old: str, new: str) -> bool:
    try:
        return ast.dump(ast.parse(old)) == ast.dump(ast.parse(new))
    except (SyntaxError, ValueError):
        return False
