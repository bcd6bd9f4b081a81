"""Which functions may run while a caller holds a transaction or a connection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.model.code import Block, Call, Function, Step, expressions, steps_within, walk
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.decorators import has_decorator
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.fact_effects import effects_of_fact
from codemods.project.keeping import wrapped_calls, wrappers_of
from codemods.project.scope import Scope
from codemods.project.surroundings import around

# Without one of these words in a file nothing in it can open a transaction or take a connection.
_OPENING_WORDS = frozenset(
    {
        "transaction",
        ".begin(",
        "BEGIN",
        "START TRANSACTION",
        "in_transaction",
        "atomic",
        "acquire",
        "connect(",
    }
)
_MOST_FUNCTIONS = 20_000


@dataclass(frozen=True, slots=True)
class Held:
    """What a caller holds: `transaction` or `connection` name the place, "" for none."""

    transaction: str = ""
    connection: str = ""


NOTHING_HELD = Held()


def held_by_callers(effects: Effects, function: Function) -> Held:
    """What any caller in the project, near or far, may hold around a call of the function."""
    project = effects.project
    found = project.memo.get("held by callers")
    if not isinstance(found, dict):
        found = project.memo["held by callers"] = _collect(effects)
    held = found.get(function.name)
    return held if isinstance(held, Held) else NOTHING_HELD


def _collect(effects: Effects) -> dict[str, Held]:
    project = effects.project
    result: dict[str, Held] = {}
    pending: list[tuple[Function, Held]] = []
    callees: dict[tuple[str, int], list[Function]] = {}
    for module in project.modules.values():
        if not _OPENING_WORDS & set(module.facts.words):
            continue
        for fact in module.facts.functions:
            lines = project.lines(module.path)[fact.line - 1 : fact.end_line]
            if not any(word in line for line in lines for word in _OPENING_WORDS):
                continue
            function = project.function(module, fact)
            if function is not None:
                pending += _held_calls(effects, function)
    pending += _held_by_wrappers(effects)
    while pending and len(result) < _MOST_FUNCTIONS:
        function, held = pending.pop()
        before = result.get(function.name, NOTHING_HELD)
        after = Held(before.transaction or held.transaction, before.connection or held.connection)
        if after == before:
            continue
        result[function.name] = after
        here = (function.name, function.span.line)
        if here not in callees:
            callees[here] = _callees(project, function)
        pending += ((callee, after) for callee in callees[here])
    return result


def _held_calls(effects: Effects, function: Function) -> Iterator[tuple[Function, Held]]:
    """The project functions that a function calls inside its own transactions."""
    scope = Scope(effects.project, function)
    if has_decorator(effects.project, function, "begin"):
        held = Held(transaction=f"`{function.name}` is decorated to run in one")
        yield function, held
    yield from _in_blocks(effects, scope, function.body, ())
    yield from _after_begin(effects, scope)


def _held_by_wrappers(effects: Effects) -> Iterator[tuple[Function, Held]]:
    """The functions under a decorator of the project that calls them in its own transaction."""
    project = effects.project
    opening = {
        fact.name.partition(".")[0]
        for module in project.modules.values()
        if _OPENING_WORDS & set(module.facts.words)
        for fact in module.facts.functions
        if fact.nested
    }
    for module in project.modules.values() if opening else ():
        for fact in module.facts.functions:
            if not any(d.rpartition(".")[2] in opening for d in fact.decorators):
                continue
            function = project.function(module, fact)
            if function is None:
                continue
            for wrapper in wrappers_of(project, function):
                scope = Scope(project, wrapper)
                for _, _, ancestors in wrapped_calls(wrapper):
                    words = around(effects, scope, ancestors)
                    if words.transaction:
                        yield function, Held(f"`{words.transaction}` in `{wrapper.name}`")


def _after_begin(effects: Effects, scope: Scope) -> Iterator[tuple[Function, Held]]:
    """What is called after a transaction that is begun by hand: `tx.start()`, `BEGIN`."""
    begun: Held | None = None
    for step in steps_within(scope.function.body):
        if begun is None:
            shown = _begins(effects, scope, step)
            if shown:
                begun = Held(transaction=f"`{shown}` in `{scope.function.name}`")
            continue
        for called in _called(scope, (replace(step, blocks=()),)):
            yield called, begun


def _begins(effects: Effects, scope: Scope, step: Step) -> str:
    """The call in a step that begins a transaction without a block, "" where there is none."""
    if step.kind == "with":
        return ""
    for expr in expressions(step):
        for part in walk(expr):
            if isinstance(part, Call):
                for target in calls.targets(scope, part, step):
                    if target.fact is None or target.fact.effect not in ("begin", "sql"):
                        continue
                    found = effects_of_fact(scope, target.fact, target, part, step)
                    if any(e.kind == "begin" and e.resource == "database" for e in found):
                        return describe(part)
    return ""


def _in_blocks(
    effects: Effects,
    scope: Scope,
    steps: tuple[Step, ...],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Iterator[tuple[Function, Held]]:
    for step in steps:
        for block in step.blocks:
            inner = (*ancestors, (step, block))
            if step.kind == "with":
                words = around(effects, scope, ((step, block),))
                if words.transaction or words.held:
                    name = scope.function.name
                    held = Held(
                        f"`{words.transaction}` in `{name}`" if words.transaction else "",
                        f"`{words.held}` in `{name}`" if words.held else "",
                    )
                    for called in _called(scope, block.steps):
                        yield called, held
            yield from _in_blocks(effects, scope, block.steps, inner)


def _called(scope: Scope, steps: tuple[Step, ...]) -> Iterator[Function]:
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    for target in calls.targets(scope, part, step):
                        if target.function is not None:
                            yield target.function


def _callees(project: Codebase, function: Function) -> list[Function]:
    unique = {f.name: f for f in _called(Scope(project, function), function.body)}
    return list(unique.values())
