"""Queries that a called function asks for the one item that it is given: `self._response(post)`.

The function does more than its query, so that it has no twin. But what it asks for can be said where it
is called, and handed to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Choice,
    Closure,
    Comprehension,
    Expr,
    Function,
    Name,
    ShortCircuit,
    Step,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Query
from codemods.project import calls
from codemods.project.decorators import receiver_name
from codemods.project.effects import Effects
from codemods.project.helpers import HelperCall, by_name, helper_call
from codemods.project.inlining import in_terms_of
from codemods.project.queries import Asker, read_existence, read_query
from codemods.project.scope import Scope
from codemods.project.types import Type, members


@dataclass(frozen=True, slots=True)
class Asked:
    """A query in a function that is asked each time the function runs, and once.

    `whole` is the query's expression with the locals that it is made of opened; the steps that give
    these their values are `consumed`.
    """

    function: Function
    scope: Scope
    expr: Expr
    whole: Expr
    step: Step
    query: Query
    helper: HelperCall | None
    consumed: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a function asks for, and the call in the loop that runs it."""

    asked: Asked
    call: Call
    site: Expr  # the call, with its `await`


def asked_inside(
    effects: Effects, scope: Scope, expr: Expr, at: Step
) -> Iterator[tuple[Expr, Inside]]:
    """The queries behind a call, each as it would be spelled where the call stands."""
    call = expr.value if isinstance(expr, Await) else expr
    if not isinstance(call, Call) or any(a.star for a in call.args):
        return
    targets = calls.targets(scope, call, at)
    function = targets[0].function if len(targets) == 1 else None
    if function is None or targets[0].kind != "function" or function.outer is not None:
        return
    if function.is_async != isinstance(expr, Await) or function.is_generator or function.decorators:
        return
    if function.name == scope.function.name:
        return
    bound = calls.bind(scope.project, call, function)
    given = dict(bound)
    receiver = receiver_name(scope.project, function)
    if receiver is not None:
        if not isinstance(call.callee, Attribute):
            return
        held = members(scope.type_of(call.callee.value, at))
        if not held or any(function.owner not in scope.project.mro(p.name) for p in held):
            return  # the call means the method of a class above, which takes no more than it did
        given[receiver] = call.callee.value
    handed = by_name(calls.passed_types(scope, bound, function, at))
    self_type = targets[0].self_type if function.owner else None
    for asked in _asked(effects, function, self_type, handed):
        spelled = in_terms_of(scope, function, asked.whole, given)
        if spelled is not None:
            yield spelled, Inside(asked, call, expr)


def _asked(
    effects: Effects,
    function: Function,
    self_type: Type | None,
    handed: tuple[tuple[str, Type], ...],
) -> tuple[Asked, ...]:
    key = ("asked inside", function.name, function.span.line, self_type, handed)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = ()  # of one that leads back to itself nothing is known
        scope = Scope(effects.project, function, self_type, dict(handed))
        memo[key] = tuple(_queries(effects, scope))
    return memo[key]  # type: ignore[return-value]


def _queries(effects: Effects, scope: Scope) -> Iterator[Asked]:
    """The queries of the statements that stand before any branch or loop."""
    for step in scope.function.body:
        if step.kind not in ("assign", "expression", "return") or step.blocks:
            return
        for expr in expressions(step):
            if any(expr is t for t in step.targets):
                continue
            yield from _within(effects, scope, expr, step)


def _within(effects: Effects, scope: Scope, expr: Expr, step: Step) -> Iterator[Asked]:
    """The queries in what is evaluated of an expression whatever its parts are."""
    if isinstance(expr, Await | Call):
        found = _read(effects, scope, expr, step)
        if found is not None:
            yield found
            return
    parts: tuple[Expr, ...]
    match expr:
        case Closure():
            parts = ()
        case Choice(test=first) | ShortCircuit(operands=(first, *_)):
            parts = (first,)
        case Comprehension(clauses=(clause, *_)):
            parts = () if clause.is_async else (clause.iterable,)
        case _:
            parts = children(expr)
    for part in parts:
        yield from _within(effects, scope, part, step)


def _read(effects: Effects, scope: Scope, expr: Expr, step: Step) -> Asked | None:
    asker = Asker(effects, scope, step)
    query = read_existence(asker, expr) or read_query(asker, expr)
    helper = None
    if query is None:
        helper = helper_call(effects, scope, expr, step)
        query = helper.query if helper is not None else None
    if not isinstance(query, Query) or query.lazy or query.answer == "one" or query.relation:
        return None
    whole = _opened(scope, expr, step, asker.consumed)
    if whole is None or any(_is_set_again(scope, p) for p in walk(whole)):
        return None
    return Asked(
        scope.function, scope, expr, whole, step, query, helper, tuple(asker.consumed)
    )  # fmt: skip


def _opened(scope: Scope, expr: Expr, step: Step, consumed: list[Step]) -> Expr | None:
    """The expression with what its locals hold in their place; None where they hold it for others.

    The steps must stand directly before, so that nothing else happens between them and the query.
    """
    body = scope.function.body
    last = next((i for i, s in enumerate(body) if s is step), 0)
    before = body[last - len(consumed) : last]
    if len(before) != len(consumed) or any(s not in consumed for s in before):
        return None
    every = [p for s in steps_within(body) for e in expressions(s) for p in walk(e)]
    whole = expr
    for one in reversed(before):
        target = one.targets[0] if one.kind == "assign" and len(one.targets) == 1 else None
        if not isinstance(target, Name) or one.value is None:
            return None
        if sum(p == target for p in every) != 2 or len(scope.bindings.get(target.id, [])) != 1:
            return None
        value = one.value
        whole = changed(whole, lambda p, t=target, v=value: v if p == t else None)  # type: ignore[misc]
    return whole


def _is_set_again(scope: Scope, part: Expr) -> bool:
    """Whether a name is a local, or a parameter that has another value at times."""
    if not isinstance(part, Name) or not scope.is_local(part.id):
        return False
    return part.id not in scope.parameters or bool(scope.bindings.get(part.id))
