"""Whether a function is only called, by calls that are known: never handed on, named in a text, or guessed at."""

from __future__ import annotations

import re

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Function,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.project.calls import targets
from codemods.project.codebase import Codebase, Module
from codemods.project.showing import functions_showing
from codemods.project.types import members

_IMPORTED = re.compile(r"^\s*(?:from\b|import\b|\w+(?:\s+as\s+\w+)?\s*,?\s*\)?\s*(?:#.*)?$)")


def only_called(project: Codebase, function: Function) -> bool:
    """Whether all that the project does with a function is to call it, at calls that are resolved.

    Code outside the project is not seen.
    """
    key = ("only called", function.name)
    if key not in project.memo:
        project.memo[key] = _only_called(project, function)
    return bool(project.memo[key])


def _only_called(project: Codebase, function: Function) -> bool:
    short = function.name.rpartition(".")[2]
    if short.startswith("__") or project.skipped:
        return False
    word = re.compile(rf"\b{re.escape(short)}\b")
    for module in project.mentioning(short):
        rows = project.lines(module.path)
        if not any(word.search(row) for row in rows):
            continue
        if not _fine_outside(module, rows, word, function):
            return False
        for other in functions_showing(project, module, short):
            if not _fine_inside(project, other, function, short):
                return False
    return True


def _fine_outside(
    module: Module, rows: list[str], word: re.Pattern[str], function: Function
) -> bool:
    """Whether what stands around the functions of a module says no more than the name."""
    inside: set[int] = set()
    for fact in module.facts.functions:
        inside.update(range(fact.line, fact.end_line + 1))
    for number, row in enumerate(rows, 1):
        if number in inside or not word.search(row.partition("#")[0]):
            continue
        if _IMPORTED.match(row):
            continue
        attribute = re.search(rf"\.{word.pattern}", row) or re.search(
            rf"""["']{word.pattern}["']""", row
        )
        if function.owner is None or attribute:
            return False
    return True


def _fine_inside(project: Codebase, other: Function, function: Function, short: str) -> bool:
    view = project.view(other)
    called: set[int] = set()
    for step in steps_within(other.body):
        for part in (p for e in expressions(step) for p in walk(e)):
            match part:
                case Call(callee=Attribute(name=name) | Name(id=name) as callee) if name == short:
                    called.add(id(callee))
                    if any(t.kind == "unknown" for t in targets(view, part, step)):
                        return False
                case Attribute(value=value, name=name) if name == short and id(part) not in called:
                    symbol = view.symbol_of(part)
                    of = members(view.type_of(value, step))
                    owner = function.owner
                    if symbol is not None and symbol.name == function.name:
                        return False
                    if symbol is None and owner is not None:
                        if not of or any(project.related(t.name, owner) for t in of):
                            return False
                case Name(id=name) if name == short and id(part) not in called:
                    symbol = view.symbol_of(part)
                    if symbol is not None and symbol.name == function.name:
                        return False
                case Constant(type="str", value=value) if value == short:
                    return False
                case _:
                    pass
    return True


__all__ = ["only_called"]
