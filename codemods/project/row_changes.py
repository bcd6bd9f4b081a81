"""Which loaded rows a call changes that its caller never sees: objects of a session are its session's.

A summary leaves out what a function does to objects of its own. A row that it has loaded is no such
object where a session writes changes before its next query.
"""

from __future__ import annotations

from collections.abc import Iterable

from codemods.model.code import Call, Function, Step, expressions, steps_within, walk
from codemods.model.effects import Effect, Summary
from codemods.project import calls
from codemods.project.effects import Effects
from codemods.project.schema import entity_of
from codemods.project.scope import Scope
from codemods.project.types import Type

_MOST_LAYERS = 8


def rows_changed(effects: Effects, scope: Scope, steps: Iterable[Step]) -> Summary:
    """What the functions that are called in some steps change of rows that they load themselves."""
    return Summary(frozenset(_behind(effects, scope, tuple(steps), 0)))


def changed_here(effects: Effects, scope: Scope) -> frozenset[Effect]:
    """What the body of a function changes of model objects that it has not been given."""
    summary = effects.of_steps(scope, scope.function.body)
    return frozenset(
        e
        for e in summary.effects
        if e.kind == "write"
        and e.resource == "state"
        and e.place is not None
        and e.place.kind in ("fresh", "local")
        and (not e.target or entity_of(scope.project, e.target) is not None)
    )


def _behind(effects: Effects, scope: Scope, steps: tuple[Step, ...], depth: int) -> set[Effect]:
    found: set[Effect] = set()
    if depth > _MOST_LAYERS:
        return found
    for step in steps_within(steps):
        for part in (p for e in expressions(step) for p in walk(e)):
            if not isinstance(part, Call):
                continue
            for target in calls.targets(scope, part, step):
                if target.kind == "function" and target.function is not None:
                    own = target.self_type if target.function.owner else None
                    found |= _of(effects, target.function, own, depth)
    return found


def _of(
    effects: Effects, function: Function, self_type: Type | None, depth: int
) -> frozenset[Effect]:
    key = ("rows changed", function.name, function.span.line, self_type)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = frozenset()  # what leads back to itself adds nothing of its own
        scope = Scope(effects.project, function, self_type)
        inner = _behind(effects, scope, function.body, depth + 1)
        memo[key] = changed_here(effects, scope) | inner
    return memo[key]  # type: ignore[return-value]
