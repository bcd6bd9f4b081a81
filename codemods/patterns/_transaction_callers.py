"""Who calls a function, and what callers do with its errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import Block, Call, Function, Step, expressions, walk
from codemods.patterns._transaction_look import Reader
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.scope import Scope
from codemods.project.trace import Trace, catches_database_errors

_MOST = 60


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call of a function, with the steps around it in its caller, outermost first."""

    scope: Scope
    call: Call
    step: Step
    ancestors: tuple[tuple[Step, Block], ...]


def call_sites(project: Codebase, function: Function) -> tuple[CallSite, ...] | None:
    """All calls of a function in the project; None where there are too many to look at."""
    key = f"call sites of {function.name}"
    if key not in project.memo:
        project.memo[key] = _search(project, function)
    found = project.memo[key]
    return found if isinstance(found, tuple) else None


def _search(project: Codebase, function: Function) -> tuple[CallSite, ...] | None:
    short = function.name.rpartition(".")[2]
    word = re.compile(rf"\b{re.escape(short)}\s*\(")
    found: list[CallSite] = []
    looked = 0
    for module in project.modules.values():
        rows = project.lines(module.path)
        if not any(short in row for row in rows):
            continue
        for fact in module.facts.functions:
            part = rows[fact.def_line : fact.end_line]
            if not any(short in row and word.search(row) for row in part):
                continue
            looked += 1
            if looked > _MOST:
                return None
            caller = project.function(module, fact)
            if caller is not None:
                scope = Scope(project, caller)
                found += _in_block(scope, caller.body, (), function)
    return tuple(found)


def _in_block(
    scope: Scope,
    steps: tuple[Step, ...],
    ancestors: tuple[tuple[Step, Block], ...],
    function: Function,
) -> Iterator[CallSite]:
    for step in steps:
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call) and any(
                    t.function is not None and t.function.name == function.name
                    for t in calls.targets(scope, part, step)
                ):
                    yield CallSite(scope, part, step, ancestors)
        for block in step.blocks:
            yield from _in_block(scope, block.steps, (*ancestors, (step, block)), function)


def compensating(reader: Reader) -> Iterator[str]:
    """Where callers go on with the database when the function has failed."""
    sites = call_sites(reader.project, reader.function)
    for site in sites or ():
        trace = Trace(reader.effects)
        for step, block in site.ancestors:
            if step.kind != "try" or block.role != "body":
                continue
            for other in step.blocks:
                if other.role != "handler" or not catches_database_errors(site.scope, other):
                    continue
                if any(d.kind == "write" for d in trace.steps(site.scope, other.steps)):
                    line = other.steps[0].span.line
                    yield f"`{site.scope.function.name}`, line {line}"


def construction_sites(project: Codebase, cls: str) -> tuple[CallSite, ...]:
    """Where objects of a class are made."""
    key = f"made {cls}"
    if key not in project.memo:
        project.memo[key] = tuple(_constructions(project, cls))
    found = project.memo[key]
    return found if isinstance(found, tuple) else ()


def _constructions(project: Codebase, cls: str) -> Iterator[CallSite]:
    short = cls.rpartition(".")[2]
    for module in project.modules.values():
        rows = project.lines(module.path)
        if not any(f"{short}(" in row for row in rows):
            continue
        for fact in module.facts.functions:
            if not any(f"{short}(" in row for row in rows[fact.line - 1 : fact.end_line]):
                continue
            maker = project.function(module, fact)
            if maker is not None:
                yield from _makes(Scope(project, maker), maker.body, (), cls)


def _makes(
    scope: Scope,
    steps: tuple[Step, ...],
    ancestors: tuple[tuple[Step, Block], ...],
    cls: str,
) -> Iterator[CallSite]:
    for step in steps:
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    symbol = scope.symbol_of(part.callee)
                    if symbol is not None and symbol.kind == "class" and symbol.name == cls:
                        yield CallSite(scope, part, step, ancestors)
        for block in step.blocks:
            yield from _makes(scope, block.steps, (*ancestors, (step, block)), cls)
