"""Putting new text where a step says, line by line; the rest of the file stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codemods.languages.python.imports import rows
from codemods.languages.python.likeness import same_function
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import lay_out
from codemods.model.spans import Span
from codemods.model.steps import AddFunction, Dissolve, Forget, LoadOnce, TakeLoaded

_OPENING = frozenset(["in", "return", "if", "elif", "while"])

_F_STRING = re.compile(r"""\b[rR]?[fFtT][rR]?["']""")
_UNBROKEN = 100_000  # characters in a line

Spliced = LoadOnce | TakeLoaded | Forget | Dissolve | AddFunction


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """Lines `first`..`last` (counted from 1) become `text`; an insertion has `last` before `first`."""

    first: int
    last: int
    order: int
    text: str


def splice(text: str, steps: Sequence[Spliced], width: int) -> str:
    """The text with all steps carried out; CannotWrite when two of them touch one line."""
    lines = rows(text)
    newline = "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    cuts = sorted(_cuts(lines, steps, width), reverse=True)
    touched: set[int] = set()
    for cut in cuts:
        own = set(range(cut.first, cut.last + 1))
        if own & touched:
            raise CannotWrite("two changes meet in one line")
        touched |= own
        if cut.first > len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += newline
        lines[cut.first - 1 : cut.last] = _rows_of(cut.text, newline)
    gone = {s.place: s for s in steps if isinstance(s, Dissolve)}
    for place in sorted(gone, reverse=True):
        _dissolve(rows(text), lines, cuts, gone[place], width)
    return "".join(lines)


def _dissolve(
    old: Sequence[str], lines: list[str], cuts: Sequence[Cut], step: Dissolve, width: int
) -> None:
    """Takes the head of a block away and its statements out of it, where they stand after the cuts."""
    first, body, last = step.place.line, step.body, step.place.end_line
    if body <= first or any("#" in line for line in old[first - 1 : body - 1]):
        raise CannotWrite("a `with` block that would go is not laid out line by line")
    grown = [(c.first, len(_rows_of(c.text, "")) - (c.last - c.first + 1)) for c in cuts]
    start = first + sum(more for at, more in grown if at < first)
    within = start + body - first
    end = last + sum(more for at, more in grown if at <= last)
    outer, inner = _indent(old[first - 1]), _indent(old[body - 1])
    before = _lifted(old[body - 1 : last], inner)
    after = _lifted(lines[within - 1 : end], inner)
    newline = "\r\n" if after.endswith("\r\n") else "\n"
    if lay_out(before, width, inner) == "".join(old[body - 1 : last]):
        text = lay_out(after, width, outer)
    else:
        text = "".join(f"{outer}{row}" if row.strip() else row for row in rows(after))
    lines[start - 1 : end] = [f"{row}{newline}" for row in text.splitlines()]


def _lifted(lines: Sequence[str], indent: str) -> str:
    """Lines without their common indentation, where no line goes on in the next as it stands."""
    if any(mark in line for line in lines for mark in ('"""', "'''", "\\\n", "\\\r")):
        raise CannotWrite("a text over several lines stands in a `with` block that would go")
    if any(line.strip() and not line.startswith(indent) for line in lines):
        raise CannotWrite("a `with` block that would go is not indented alike")
    return "".join(line.removeprefix(indent) for line in lines)


def _rows_of(text: str, newline: str) -> list[str]:
    return [f"{line}{newline}" for line in text.split("\n")[:-1]] if text else []


def _cuts(lines: Sequence[str], steps: Sequence[Spliced], width: int) -> Iterator[Cut]:
    seen: dict[tuple[int, int, str], int] = {}
    added: dict[tuple[int, int, str], str] = {}
    taken: dict[Span, list[TakeLoaded]] = {}
    loads: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for number, step in enumerate(steps):
        match step:
            case LoadOnce(before=before, keys=keys, code=code):
                first = _above_comments(lines, before.line)
                indent = _indent(lines[before.line - 1])
                loads.setdefault((first, indent), []).append((keys, code))
            case Forget(place=place):
                key = (place.line, place.end_line, "forget")
                if key not in seen:
                    seen[key] = 1
                    yield Cut(place.line, place.end_line, number, "")
            case AddFunction():
                where = (step.beside.line, step.beside.end_line, step.name)
                if where not in added:
                    added[where] = step.code
                    yield _function(lines, step, number, width)
                elif step.code != added[where] and not same_function(step.code, added[where]):
                    # Rows of one model are told apart by keys that those of another are not.
                    raise CannotWrite(
                        f"another rewrite adds a `{step.name}` that does something else"
                    )
            case TakeLoaded():
                taken.setdefault(step.statement, []).append(step)
    for (first, indent), parts in loads.items():
        done: set[str] = set()
        lines_of: list[str] = []
        for keys, code in parts:
            # Several loads before one loop share its items and, where they are the same, their keys.
            lines_of += [line for line in keys.split("\n") if line not in done]
            lines_of.append(code)
            done.update(keys.split("\n"))
        yield Cut(first, first - 1, 0, lay_out("\n".join(lines_of), width, indent))
    for statement, found in taken.items():
        yield _statement(lines, statement, found, width)


def _function(lines: Sequence[str], step: AddFunction, number: int, width: int) -> Cut:
    indent = _indent(lines[step.beside.line - 1])
    gap = "\n" if indent else "\n\n"
    text = gap + lay_out(step.code, width, indent)
    after = step.beside.end_line + 1
    return Cut(after, after - 1, number, text)


def _statement(lines: Sequence[str], span: Span, steps: list[TakeLoaded], width: int) -> Cut:
    """The statement with its queries replaced, laid out again where it was laid out before."""
    indent = _indent(lines[span.line - 1])
    old = _between(lines, span.line, 0, span.end_line, span.end_column)
    body = old
    places = {step.place: step.code for step in steps}
    if any(places[step.place] != step.code for step in steps):
        raise CannotWrite("two changes meet in one place")
    single = sorted({s.place: s for s in steps}.values(), key=lambda s: s.place, reverse=True)
    for later, earlier in pairwise(single):
        if (earlier.place.end_line, earlier.place.end_column) > (
            later.place.line,
            later.place.column,
        ):
            raise CannotWrite("another rewrite changes the same place; run again for this one")
    for step in single:
        start = _offset(lines, span.line, step.place.line, step.place.column)
        end = _offset(lines, span.line, step.place.end_line, step.place.end_column)
        start, end = _alone_in_parentheses(body, start, end) or (start, end)
        body = body[:start] + _with_usual_quotes(step.code, old) + body[end:]
    rest = _after(lines, span)
    checks = "".join(lay_out(s.check, width, indent) for s in steps if s.check)
    formatted = _formatted(old, body, indent, width)
    text = (formatted if formatted is not None else body) + rest
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return Cut(span.line, span.end_line, 0, checks + plain + ("" if plain.endswith("\n") else "\n"))


def _with_usual_quotes(code: str, statement: str) -> str:
    """An expression with double quotes, as its surroundings most likely have them.

    In the text of an f-string the quotes are those that do not end it.
    """
    if "'" not in code or _F_STRING.search(statement):
        return code
    try:
        return lay_out(code, _UNBROKEN, "").rstrip("\n")
    except CannotWrite:
        return code


def _alone_in_parentheses(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the parentheses of `(await ...)` stand: what replaces it needs none."""
    head, tail = text[:start].rstrip(), text[end:]
    gap = len(tail) - len(tail.lstrip())
    if not head.endswith("(") or not tail[gap:].startswith(")"):
        return None
    before = head[:-1].rstrip()
    word = before.rpartition(" ")[2].rpartition("\n")[2]
    if word in _OPENING:
        # Behind a keyword they may go where nothing follows that would bind to a part of it.
        return (len(head) - 1, end + gap + 1) if not tail[gap + 1 :].strip(" :") else None
    if before[-1:].isalnum() or before[-1:] in "_)]":
        return None
    return len(head) - 1, end + gap + 1


def _formatted(old: str, new: str, indent: str, width: int) -> str | None:
    """The new statement as black lays it out, when it has changed where parentheses are needed."""
    try:
        before, after = (_laid_out(part, indent, width) for part in (old, new))
    except CannotWrite:
        return None
    # What somebody has laid out in another way keeps that way.
    return after if before == old.replace("\r\n", "\n") else None


def _laid_out(text: str, indent: str, width: int) -> str:
    code = _dedented(text.replace("\r\n", "\n"), indent)
    if not text.rstrip().endswith(":"):
        return lay_out(code, width, indent).rstrip("\n")
    step = "\t" if "\t" in indent else "    "
    return lay_out(f"{code}\n    pass\n", width, indent).rpartition(f"\n{indent}{step}pass")[0]


def _dedented(text: str, indent: str) -> str:
    lines = text.split("\n")
    return "\n".join(line.removeprefix(indent) for line in lines)


def _between(lines: Sequence[str], line: int, column: int, end: int, end_column: int) -> str:
    data = "".join(lines[line - 1 : end - 1]).encode("utf-8", "surrogatepass")
    last = lines[end - 1].encode("utf-8", "surrogatepass")[:end_column]
    return (data + last).decode("utf-8", "surrogatepass")[column:]


def _offset(lines: Sequence[str], first: int, line: int, column: int) -> int:
    before = sum(len(row) for row in lines[first - 1 : line - 1])
    part = lines[line - 1].encode("utf-8", "surrogatepass")[:column]
    return before + len(part.decode("utf-8", "surrogatepass"))


def _after(lines: Sequence[str], span: Span) -> str:
    """What stands on the last line behind the statement: a comment."""
    data = lines[span.end_line - 1].encode("utf-8", "surrogatepass")[span.end_column :]
    return data.decode("utf-8", "surrogatepass")


def _above_comments(lines: Sequence[str], line: int) -> int:
    """The first line of the comments that belong to the statement at a line."""
    indent = _indent(lines[line - 1])
    first = line
    while first > 1 and lines[first - 2].startswith(f"{indent}#"):
        first -= 1
    return first


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
