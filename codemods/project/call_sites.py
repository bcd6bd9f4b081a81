"""Where a function is called in the project, and what stands around each call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import Block, Call, Function, Step, expressions, walk
from codemods.project import calls
from codemods.project.codebase import Codebase, Module
from codemods.project.scope import Scope
from codemods.project.showing import modules_by_word

_MOST = 60  # functions that may call it
_CALLED = re.compile(r"\b(\w+)[^\S\n]*\(")


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
    for module in modules_calling(project, short):
        rows = project.lines(module.path)
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


def modules_calling(project: Codebase, name: str) -> tuple[Module, ...]:
    """The modules in which a name stands before a bracket."""
    return tuple(modules_by_word(project, _CALLED).get(name, ()))


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
