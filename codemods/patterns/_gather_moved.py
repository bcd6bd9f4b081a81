"""What means something else where it is put: in a function of its own, or in a task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codemods.model.code import (
    Call,
    Closure,
    Step,
    bound_names,
    expressions,
    steps_within,
)
from codemods.patterns._gather_bodies import Loop
from codemods.patterns._site import Site
from codemods.project import calls
from codemods.project.own_names import asked_for_names
from codemods.project.purity import bare_super, names_bound, names_read, names_used
from codemods.project.scope import Scope
from codemods.project.units import Member


def changed_by_moving(finder: Site, loop: Loop) -> str | None:
    """What an item's work would not find again in a function of its own; None where it finds all."""
    whole = loop.shape in ("body", "build")
    body = loop.step.blocks[0].steps if whole else ()
    moved = [e for s in steps_within(body) for e in expressions(s)] or [loop.awaited]
    if any(bare_super(expr) for expr in moved):
        return "`super()` without arguments means nothing in a function of its own"
    raised = _raised_again(body)
    if raised is not None:
        return f"line {raised.span.line}: `raise` raises the error anew that is handled around the loop"
    asking = asked_for_names(finder.scope, steps_within(finder.function.body))
    if asking is not None:
        return f"line {asking.span.line}: the names of the function are asked for, and it would have others"
    set_there = {n for t in loop.step.targets for n in bound_names(t)}
    if loop.step.kind == "for":
        set_there |= {n for s in (*body, *loop.rest) for n in names_bound(s)}
        seen = (
            finder.scope.names_behind(names_read(loop.awaited)) - names_read(loop.awaited)
            if loop.shape == "consume"  # what the loop goes on to do still stands in it
            else _seen_from_inside(finder)
        )
        for name in sorted(set_there & seen):
            return f"an inner function looks at `{name}`, which the loop sets item by item"
    return None


def no_task(scope: Scope, members: Sequence[Member]) -> str:
    """The awaited call that gives no coroutine, which `create_task` refuses; "" where all do."""
    for member in members:
        value = member.expr.value if member.expr is not None else None
        if member.conditional or not isinstance(value, Call):
            continue
        for target in calls.targets(scope, value, member.unit.step):
            fact = target.fact
            if fact is not None and (fact.future or not fact.is_async):
                return member.shown
    return ""


def _raised_again(steps: tuple[Step, ...]) -> Step | None:
    """A bare `raise` that stands in no handler of the body itself."""
    for step in steps:
        if step.kind == "raise" and step.value is None:
            return step
        for block in step.blocks:
            found = None if block.role == "handler" else _raised_again(block.steps)
            if found is not None:
                return found
    return None


def _seen_from_inside(finder: Site) -> frozenset[str]:
    """The names of a function that functions and lambdas in it look at when they run."""
    functions = {
        step.names[0]
        for step in steps_within(finder.function.body)
        if step.kind == "function" and step.names
    }
    found = finder.scope.names_behind(frozenset(functions)) - functions
    return found | frozenset(_of_lambdas(finder))


def _of_lambdas(finder: Site) -> Iterator[str]:
    """Of lambdas that have a name: one that is called where it stands sees what it should."""
    for step in steps_within(finder.function.body):
        for expr in expressions(step):
            if step.kind == "assign" and isinstance(expr, Closure):
                yield from names_used(step)
