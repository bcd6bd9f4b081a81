"""Where steps stand once another rewrite has changed other functions of the file."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from codemods.languages.python.facts import parse
from codemods.languages.python.imports import rows
from codemods.languages.python.refusal import CannotWrite
from codemods.model.spans import Span
from codemods.model.steps import AddImport, PlanStep

S = TypeVar("S", bound=PlanStep)

# Fields that hold the number of a line.
_LINES = ("line", "head")


@dataclass(frozen=True, slots=True)
class _Definition:
    """A function: its dotted name with its turn among those of that name, lines, and text."""

    name: tuple[str, int]
    first: int
    last: int
    text: str


def shifted(steps: Sequence[S], before: str, after: str) -> list[S]:
    """Steps planned for the text `before`, as they are for `after`.

    Raises CannotWrite where the function that a step is about has been changed.
    """
    if before == after:
        return list(steps)
    old, new = _definitions(before), {d.name: d for d in _definitions(after)}
    return [_shifted(step, old, new) for step in steps]


def _shifted(step: S, old: Sequence[_Definition], new: dict[tuple[str, int], _Definition]) -> S:
    if isinstance(step, AddImport):
        return step
    moved: dict[str, Any] = {}
    for field in fields(step):
        value = getattr(step, field.name)
        if isinstance(value, Span):
            by = _way(value.line, value.end_line, old, new)
            moved[field.name] = Span(
                value.line + by, value.column, value.end_line + by, value.end_column
            )
        elif field.name in _LINES:
            moved[field.name] = value + _way(value, value, old, new)
    return replace(step, **moved)


def _way(
    first: int, last: int, old: Sequence[_Definition], new: dict[tuple[str, int], _Definition]
) -> int:
    """How many lines further down the innermost function around some lines stands now."""
    around = [d for d in old if d.first <= first and last <= d.last]
    inner = max(around, key=lambda d: d.first, default=None)
    found = new.get(inner.name) if inner is not None else None
    if inner is None or found is None or found.text != inner.text:
        raise CannotWrite("another rewrite changes the function; run again for this one")
    return found.first - inner.first


def _definitions(text: str) -> list[_Definition]:
    lines = rows(text)
    seen: Counter[str] = Counter()

    def visit(node: ast.AST, prefix: str) -> Iterator[_Definition]:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from visit(child, prefix)
                continue
            name = f"{prefix}{child.name}"
            if not isinstance(child, ast.ClassDef):
                first = min(d.lineno for d in (child, *child.decorator_list))
                last = child.end_lineno or first
                seen[name] += 1
                whole = "".join(lines[first - 1 : last])
                yield _Definition((name, seen[name]), first, last, whole)
            yield from visit(child, f"{name}.")

    return list(visit(parse(text), ""))
