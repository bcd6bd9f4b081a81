"""Functions whose body is a query: a query over their parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Function,
    Name,
    Operation,
    Step,
    walk,
)
from codemods.model.queries import Query, Unreadable
from codemods.project import calls
from codemods.project.calls import Target
from codemods.project.decorators import decorator_kinds
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.queries import Asker, read_query
from codemods.project.scope import Scope
from codemods.project.types import Type

_MOST_LAYERS = 5


@dataclass(frozen=True, slots=True)
class Helper:
    """A function that does nothing but put a query, or hand on to another one that does.

    `contexts` are the `with` steps around the query, outermost first. For a function that hands on,
    `inner` is the call it makes.
    """

    function: Function
    self_type: Type | None
    query: Query
    answer: Expr  # what it returns, as it stands there
    at: Step
    contexts: tuple[Step, ...] = ()
    inner: HelperCall | None = None
    raises: Expr | None = None  # the exception it makes itself when there is no row


@dataclass(frozen=True, slots=True)
class HelperCall:
    """A call of a helper: which expression each of its parameters gets."""

    call: Call
    helper: Helper | None
    query: Query | Unreadable
    bound: Mapping[str, Expr | None]
    awaited: bool
    target: Target


def helper_call(
    effects: Effects, scope: Scope, expr: Expr, at: Step, depth: int = 0
) -> HelperCall | None:
    """The helper that a call runs, when it is the only code that the call may run."""
    awaited = isinstance(expr, Await)
    call = expr.value if isinstance(expr, Await) else expr
    if not isinstance(call, Call) or depth > _MOST_LAYERS:
        return None
    targets = calls.targets(scope, call, at)
    if any(t.kind != "function" or t.function is None for t in targets):
        return None
    target = targets[0]
    function = target.function
    if function is None or function.is_async != awaited or function.is_generator:
        return None
    if len(targets) > 1:
        if any(
            isinstance(helper_of(effects, t.function, t.self_type, depth), Helper)
            for t in targets
            if t.function
        ):
            return HelperCall(
                call, None, Unreadable(f"`{describe(call.callee)}` may run several functions"),
                {}, awaited, target,
            )  # fmt: skip
        return None
    found = helper_of(effects, function, target.self_type if function.owner else None, depth)
    if found is None:
        return None
    if isinstance(found, Unreadable):
        return HelperCall(call, None, found, {}, awaited, target)
    if any(a.star for a in call.args):
        return HelperCall(
            call, None, Unreadable("its arguments are not known"), {}, awaited, target
        )
    bound = calls.bind(scope.project, call, function)
    return HelperCall(call, found, found.query, bound, awaited, target)


def helper_of(
    effects: Effects, function: Function, self_type: Type | None, depth: int = 0
) -> Helper | Unreadable | None:
    """The query that a function is; a reason when it is nearly one; None when it is none."""
    key = ("helper", function.name, function.span.line, self_type)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = None
        memo[key] = _read(effects, function, self_type, depth)
    return memo[key]  # type: ignore[return-value]


def _read(
    effects: Effects, function: Function, self_type: Type | None, depth: int
) -> Helper | Unreadable | None:
    body = list(function.body)
    if body and body[0].kind == "expression" and isinstance(body[0].value, Constant):
        body = body[1:]
    contexts: list[Step] = []
    while len(body) == 1 and body[0].kind == "with" and len(body[0].blocks) == 1:
        contexts.append(body[0])
        body = list(body[0].blocks[0].steps)
    if not body or body[-1].kind != "return" or body[-1].value is None:
        return None
    last = body[-1]
    value = body[-1].value
    if (
        value is None
        or len(body) > 6
        or any(s.kind not in ("assign", "expression", "if") for s in body[:-1])
    ):
        return None
    scope = Scope(effects.project, function, self_type)
    asker = Asker(effects, scope, last)
    opened: Expr = value
    query = read_query(asker, value)
    consumed = list(asker.consumed)
    if isinstance(query, Query) and len(body) >= 2 and isinstance(value, Name):
        guard = body[-2]
        raised = _raised_without(guard, value) if guard not in consumed else None
        if (
            raised is not None
            and query.answer in ("one_or_none", "first")
            and query.gives == "entity"
        ):
            asker.at = last
            answer = asker.opened(value)
            name = exception_of(asker, raised)
            if answer is None or not name:
                return Unreadable(f"what `{function.name}` raises is not known")
            if any(s not in consumed for s in body[:-2]):
                return Unreadable(f"`{function.name}` does more than its query", "B45")
            decorated = _decorators(effects, function)
            if decorated is not None:
                return decorated
            found_query = replace(query, answer="one", missing=name)
            return Helper(
                function, self_type, found_query, answer, last, tuple(contexts), None, raised
            )
    if query is None and isinstance(value, Name):
        inner = asker.opened(value)
        if inner is not None:
            opened = inner
            found = helper_call(effects, scope, inner, last, depth + 1)
            consumed = list(asker.consumed)
            if found is not None:
                return _handing_on(
                    effects, function, self_type, found, inner, last, contexts, body, consumed
                )
    if query is None:
        found = helper_call(effects, scope, value, last, depth + 1)
        if found is None:
            return None
        return _handing_on(effects, function, self_type, found, value, last, contexts, body, [])
    if isinstance(query, Unreadable):
        return query
    if any(s not in consumed for s in body[:-1]):
        return Unreadable(f"`{function.name}` does more than its query", "B45")
    decorated = _decorators(effects, function)
    if decorated is not None:
        return decorated
    contexts = [c for c in contexts if c not in consumed]
    return Helper(function, self_type, query, opened, last, tuple(contexts))


def _handing_on(
    effects: Effects,
    function: Function,
    self_type: Type | None,
    found: HelperCall,
    value: Expr,
    last: Step,
    contexts: list[Step],
    body: list[Step],
    consumed: list[Step],
) -> Helper | Unreadable | None:
    if isinstance(found.query, Unreadable) or found.helper is None:
        return found.query if isinstance(found.query, Unreadable) else None
    if contexts or any(s not in consumed for s in body[:-1]):
        return Unreadable(f"`{function.name}` does more than its query", "B45")
    decorated = _decorators(effects, function)
    if decorated is not None:
        return decorated
    return Helper(function, self_type, found.query, value, last, (), found)


def _raised_without(guard: Step, value: Name) -> Expr | None:
    """The exception of `if value is None: raise ...`."""
    if guard.kind != "if" or len(guard.blocks) != 1 or len(guard.blocks[0].steps) != 1:
        return None
    inner = guard.blocks[0].steps[0]
    if inner.kind != "raise" or inner.value is None or inner.second is not None:
        return None
    match guard.value:
        case Operation(operator="is", operands=(left, Constant(value=None))) if left == value:
            return inner.value
        case Operation(operator="not", operands=(only,)) if only == value:
            return inner.value
        case _:
            return None


def exception_of(asker: Asker, raised: Expr) -> str:
    """The dotted name of the exception that an expression makes; "" when it is not plain."""
    if isinstance(raised, Call):
        plain = all(
            isinstance(p, Name | Constant | Display | Operation | Attribute)
            for a in raised.args
            for p in walk(a.value)
        )
        return asker.symbol(raised.callee) if plain else ""
    return asker.symbol(raised)


def _decorators(effects: Effects, function: Function) -> Unreadable | None:
    for kind, name in decorator_kinds(effects.project, function):
        if kind == "cache":
            return Unreadable(f"`{function.name}` remembers its answers", "B44")
        if kind != "transparent" and name not in ("staticmethod", "classmethod"):
            return Unreadable(f"`{function.name}` is decorated with `{name}`")
    return None


def parameters_in(expr: Expr, function: Function) -> frozenset[str]:
    """The parameters an expression of the function reads."""
    names = {p.name for p in function.parameters}
    return frozenset(p.id for p in walk(expr) if isinstance(p, Name) and p.id in names)
