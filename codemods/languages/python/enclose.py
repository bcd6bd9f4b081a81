"""Putting statements into a `with` block: they move to the right, their strings stay as they are."""

from __future__ import annotations

import io
import itertools
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from codemods.languages.python.imports import rows
from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.signatures import additions, function_rows
from codemods.model.steps import (
    Append,
    Decorate,
    Enclose,
    Exchange,
    Forget,
    HandOn,
    Join,
    TakeParameter,
)

Moved = Enclose | Exchange | Decorate | Forget | Join | Append | TakeParameter | HandOn
T = TypeVar("T")

_STRINGS = {
    getattr(tokenize, name)
    for name in ("FSTRING_START", "TSTRING_START")
    if hasattr(tokenize, name)
}
_STRING_ENDS = {
    getattr(tokenize, name) for name in ("FSTRING_END", "TSTRING_END") if hasattr(tokenize, name)
}


@dataclass(slots=True)
class Row:
    """A line with the number it had at first (0 for a new one); `inside` a string it begins in."""

    number: int
    text: str
    inside: bool = False


def enclose(text: str, steps: Sequence[Moved], width: int) -> str:
    """The text with all steps carried out; CannotWrite when they do not fit."""
    newline = "\r\n" if "\r\n" in text else "\n"
    plain = text.replace("\r\n", "\n")
    if "\r" in plain:
        raise CannotWrite("the lines of the file end in more than one way")
    texts = rows(plain)
    within = _inside_strings(plain)
    table = [Row(n, t, n in within) for n, t in enumerate(texts, 1)]
    added_to = [s for s in dict.fromkeys(steps) if isinstance(s, TakeParameter | HandOn)]
    longer = _functions_laid_out(plain, texts, added_to, width)
    changes = [*_of(steps, Exchange), *additions(plain, added_to)]
    _check_apart(changes, added_to)
    for change in sorted(changes, key=lambda s: s.place, reverse=True):
        _exchange(table, change)
    gone = {n for s in _of(steps, Forget) for n in range(s.place.line, s.place.end_line + 1)}
    whole = list(table)
    blocks = sorted(_of(steps, Enclose), key=lambda s: (s.last.end_line - s.first.line, s.first))
    tidy = {id(s): _is_laid_out(texts, s, width) for s in blocks}
    for join in _of(steps, Join):
        head = whole[join.second.line - 1].text.rstrip()
        if not head.endswith(":"):
            raise CannotWrite("a header goes over several lines")
        gone.add(join.second.line)
    table = [row for row in whole if row.number not in gone]
    for join in _of(steps, Join):
        if join.between:
            _append(table, join.first.end_line, whole[join.second.line].text, join.between)
    for added in sorted(_of(steps, Append), key=lambda s: s.after, reverse=True):
        beside = added.beside or added.after
        _append(table, added.after.end_line, whole[beside.line - 1].text, added.code)
    for step in blocks:
        _enclose(table, step)
    for step in reversed(blocks):
        if tidy[id(step)]:
            _lay_out(table, step, width)
    for first, last in longer:
        _lay_out_function(table, first, last, width)
    for mark in sorted(_of(steps, Decorate), key=lambda s: s.head, reverse=True):
        at = _index(table, mark.head)
        indent = _indent(table[at].text)
        if table[at - 1].text.strip() != f"@{mark.code}":
            table.insert(at, Row(0, f"{indent}@{mark.code}\n"))
    return "".join(row.text for row in table).replace("\n", newline)


def _of(steps: Sequence[Moved], kind: type[T]) -> list[T]:
    return list(dict.fromkeys(s for s in steps if isinstance(s, kind)))


def _check_apart(changes: Sequence[Exchange], added: Sequence[TakeParameter | HandOn]) -> None:
    """Two plans for one place would be written into each other."""
    ordered = sorted(changes, key=lambda s: s.place)
    for one, other in itertools.pairwise(ordered):
        start = (other.place.line, other.place.column)
        if start < (one.place.end_line, one.place.end_column):
            raise CannotWrite("another rewrite changes the place; run again for this one")
    parameters = [(s.line, s.code) for s in added if isinstance(s, TakeParameter)]
    if len({line for line, _ in parameters}) < len(parameters):
        raise CannotWrite("another rewrite changes the signature; run again for this one")


def _exchange(table: list[Row], step: Exchange) -> None:
    place = step.place
    if place.line != place.end_line:
        raise CannotWrite("what is replaced goes over several lines")
    row = table[place.line - 1]
    data = row.text.encode("utf-8", "surrogatepass")
    new = step.code.encode("utf-8", "surrogatepass")
    changed = data[: place.column] + new + data[place.end_column :]
    row.text = changed.decode("utf-8", "surrogatepass")


def _enclose(table: list[Row], step: Enclose) -> None:
    first, last = _index(table, step.first.line), _last_index(table, step.last.end_line)
    if last < first:
        raise CannotWrite("nothing is left to enclose")
    indent = _indent(table[first].text)
    while first and table[first - 1].text.startswith(f"{indent}#") and not table[first - 1].inside:
        first -= 1
    more = "\t" if indent.endswith("\t") else _one_step(table, indent)
    for row in table[first : last + 1]:
        if row.text.strip() and not row.inside:
            row.text = more + row.text
    if not table[last].text.endswith("\n"):
        table[last].text += "\n"
    word = "async with" if step.is_async else "with"
    head = f"{word} {step.context}:" if step.context else "try:"
    added = [f"{indent}{line}\n" for line in (step.before, head) if line]
    added += [f"{indent}{more}{step.opening}\n"] if step.opening else []
    after = [f"{indent}{more}{step.ending}\n"] if step.ending else []
    after += [f"{indent}{line}\n" for line in step.closing]
    table[last + 1 : last + 1] = [Row(0, line) for line in after]
    table[first:first] = [Row(0, line) for line in added]


def _append(table: list[Row], after: int, beside: str, code: str) -> None:
    """A new line below the line `after`, indented as the line `beside`."""
    at = _last_index(table, after)
    if not table[at].text.endswith("\n"):
        table[at].text += "\n"
    rows_of = [Row(0, f"{_indent(beside)}{line}\n" if line else "\n") for line in code.split("\n")]
    table[at + 1 : at + 1] = rows_of


def _index(table: list[Row], number: int) -> int:
    for position, row in enumerate(table):
        if row.number >= number:
            return position
    raise CannotWrite("a line is gone")


def _last_index(table: list[Row], number: int) -> int:
    found = [p for p, row in enumerate(table) if 0 < row.number <= number]
    if not found:
        raise CannotWrite("a line is gone")
    return found[-1]


def _one_step(table: list[Row], indent: str) -> str:
    """One step of indentation, as the file shows it."""
    for row in table:
        own = _indent(row.text)
        if own and row.text.strip() and not row.inside:
            return own if "\t" not in own and len(own) < 9 else "    "
    return "    "


# -- laid out as black does -------------------------------------------------------------------------


def _is_laid_out(texts: Sequence[str], step: Enclose, width: int) -> bool:
    part = "".join(texts[step.first.line - 1 : step.last.end_line])
    indent = _indent(part)
    return _black(part, indent, width) == (part if part.endswith("\n") else part + "\n")


def _lay_out(table: list[Row], step: Enclose, width: int) -> None:
    first = _index(table, step.first.line)
    last = _last_index(table, step.last.end_line)
    while table[first - 1].number == 0 and first:
        first -= 1
        if table[first].text.lstrip().startswith(("with ", "async with ", "try:")):
            break
    indent = _indent(table[first].text)
    if table[first].text.strip() == "try:":
        first += 1
        indent = _indent(table[first].text)
    part = "".join(row.text for row in table[first : last + 1])
    new = _black(part, indent, width)
    if new is None or new == part:
        return
    number = table[last].number
    fresh = [Row(number, t) for t in rows(new)]
    fresh[0].number = step.first.line
    table[first : last + 1] = fresh


def _functions_laid_out(
    text: str, texts: Sequence[str], steps: Sequence[TakeParameter | HandOn], width: int
) -> list[tuple[int, int]]:
    """The lines of the functions whose headers or calls get longer, where black has laid them out."""
    found = []
    for line in sorted({s.line for s in steps}, reverse=True):
        place = function_rows(text, line)
        if place is not None:
            part = "".join(texts[place[0] - 1 : place[1]])
            part = part if part.endswith("\n") else part + "\n"
            if part in (
                _black(part, _indent(part), width),
                _black(part, _indent(part), width, True),
            ):
                found.append(place)
    return found


def _lay_out_function(table: list[Row], first: int, last: int, width: int) -> None:
    start, end = _index(table, first), _last_index(table, last)
    while end + 1 < len(table) and table[end + 1].number == 0:
        end += 1
    part = "".join(row.text for row in table[start : end + 1])
    new = _black(part, _indent(part), width, True)
    if new is not None and new != part:
        if not part.endswith("\n"):
            new = new.removesuffix("\n")
        fresh = [Row(last, t) for t in rows(new)]
        fresh[0].number = first
        table[start : end + 1] = fresh


def _black(part: str, indent: str, width: int, modern: bool = False) -> str | None:
    """The statements laid out at their own depth; None where black cannot do that.

    What is `modern` is read by Python 3.10 or newer: black asks the text for that otherwise.
    """
    if "\t" in indent or len(indent) % 4:
        return None
    import black
    from black.mode import TargetVersion
    from black.parsing import InvalidInput

    depth = len(indent) // 4
    heads = "".join(
        f"{'    ' * level}{'if 1:' if level else 'async def f():'}\n" for level in range(depth)
    )
    try:
        targets = {TargetVersion.PY310} if modern else set()
        mode = black.Mode(line_length=width, target_versions=targets)
        said = black.format_str(heads + part, mode=mode)
    except (InvalidInput, ValueError, AssertionError, RecursionError):
        return None
    return "".join(rows(said)[depth:])


# -- lines ------------------------------------------------------------------------------------------


def _inside_strings(text: str) -> frozenset[int]:
    """The lines that begin inside a string: what stands there is its content."""
    found: set[int] = set()
    opened: list[int] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.STRING:
                found.update(range(token.start[0] + 1, token.end[0] + 1))
            elif token.type in _STRINGS:
                opened.append(token.start[0])
            elif token.type in _STRING_ENDS:
                found.update(range(opened.pop() + 1, token.end[0] + 1))
    except (tokenize.TokenError, IndentationError, SyntaxError) as error:
        raise CannotWrite(f"the file cannot be read token by token: {error}") from None
    return frozenset(found)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
