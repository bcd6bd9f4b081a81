"""Who calls a function, and what callers do with its errors."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Block, Call, Function, Name, Step, expressions, steps_within, walk
from codemods.patterns._transaction_look import Reader
from codemods.project.call_sites import CallSite, call_sites
from codemods.project.codebase import Codebase
from codemods.project.keeping import (
    catches_database_errors,
    falls_through,
    keeps_errors,
    wrapped_calls,
    wrappers_of,
)
from codemods.project.scope import Scope
from codemods.project.trace import Trace

_FURTHEST = 12  # functions on the way up from one that fails


def compensating(reader: Reader) -> Iterator[str]:
    """Where callers, near and far, go on with the database when the function has failed."""
    yield from dict.fromkeys(_going_on(reader, reader.function, {reader.function.name}))


def _going_on(reader: Reader, function: Function, seen: set[str]) -> Iterator[str]:
    sites = (*(call_sites(reader.project, function) or ()), *_in_wrappers(reader, function))
    for site in sites:
        kept = False
        for step, block in reversed(site.ancestors):
            if step.kind == "with":
                kept = any(keeps_errors(site.scope, i.context, step, i.target) for i in step.items)
                if kept:
                    yield from _written_after(reader, site, step)
            elif step.kind == "try" and block.role == "body":
                for other in step.blocks:
                    if other.role != "handler" or not catches_database_errors(site.scope, other):
                        continue
                    deeds = Trace(reader.effects).steps(site.scope, other.steps)
                    if any(d.kind in ("write", "read") for d in deeds):
                        yield _named(site, other.steps[0])
                    if falls_through(other):
                        kept = True
                        if not other.steps or other.steps[-1].kind != "return":
                            yield from _written_after(reader, site, step)
            if kept:
                break
        caller = site.scope.function
        if not kept and caller.name not in seen and len(seen) < _FURTHEST:
            seen.add(caller.name)
            yield from _going_on(reader, caller, seen)


def _in_wrappers(reader: Reader, function: Function) -> Iterator[CallSite]:
    """Where decorators of the project call the function that they were put on."""
    for wrapper in wrappers_of(reader.project, function):
        # What has no annotation there is what the function itself is handed.
        own = Scope(reader.project, function)
        given = {
            theirs.name: kind
            for theirs, ours in zip(wrapper.parameters, function.parameters, strict=False)
            if theirs.annotation is None and (kind := own.type_of(Name(ours.name))) is not None
        }
        scope = Scope(reader.project, wrapper, None, given)
        for step, call, ancestors in wrapped_calls(wrapper):
            yield CallSite(scope, call, step, ancestors)


def _written_after(reader: Reader, site: CallSite, kept: Step) -> Iterator[str]:
    """Where a caller writes on after a statement that keeps the error."""
    end = (kept.span.end_line, kept.span.end_column)
    for later in steps_within(site.scope.function.body):
        if (later.span.line, later.span.column) <= end:
            continue
        if any(d.kind == "write" for d in Trace(reader.effects).steps(site.scope, (later,))):
            yield _named(site, later)
            return


def _named(site: CallSite, step: Step) -> str:
    return f"`{site.scope.function.name}`, line {step.span.line}"


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
