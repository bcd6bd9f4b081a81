"""Tortoise: which connection statements name (`using_db=`), also in the helpers they are made in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place
from codemods.model.steps import HandOn
from codemods.patterns._transaction_look import Left, Reader
from codemods.project import calls
from codemods.project.given import as_called
from codemods.project.scope import Scope
from codemods.project.types import members

_NAMED = "using_db"
_STYLE = "in_transaction"
_DEEPEST = 6
_NO = Constant("none", None)
_ELSEWHERE = "a statement names its connection, which is not that of the transaction"


@dataclass(frozen=True, slots=True)
class Use:
    """A connection that something in the block is done on: None is that of the task."""

    place: Place | None
    call: Call | None = None  # the call in the block that hands it on, as the argument `keyword`
    keyword: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """The one connection that all statements of a block name."""

    expr: Expr
    hands: tuple[tuple[Call, str], ...]

    def steps(self, function: str, line: int, conn: str) -> Iterator[HandOn]:
        """The calls get the connection of the transaction instead."""
        for call, keyword in self.hands:
            yield HandOn(function, line, call.span, f"{keyword}={conn}")


def named(reader: Reader, inside: tuple[Step, ...]) -> Named | None:
    """The connection that a block's statements name; None where it is that of the task."""
    uses = list(_uses(reader, reader.scope, inside, 0))
    places = {use.place for use in uses}
    if places <= {None}:
        return None
    if len(places) > 1:
        raise Left(_ELSEWHERE)
    found: list[tuple[Call, str]] = []
    expr: Expr | None = None
    for use in uses:
        if use.call is None:
            raise Left(_ELSEWHERE)
        given = next((a.value for a in use.call.args if a.keyword == use.keyword), None)
        if not isinstance(given, Name | Attribute):
            raise Left(f"the connection is not handed on by its name (`{use.keyword}`)")
        expr = given
        if (use.call, use.keyword) not in found:
            found.append((use.call, use.keyword))
    return Named(expr, tuple(found)) if expr is not None else None


def _uses(reader: Reader, scope: Scope, steps: tuple[Step, ...], depth: int) -> Iterator[Use]:
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    yield from _of_call(reader, scope, part, step, depth)
                elif isinstance(part, Await) and _is_query(scope, part.value, step):
                    yield from _of_query(scope, part.value, step)


def _of_call(reader: Reader, scope: Scope, call: Call, step: Step, depth: int) -> Iterator[Use]:
    given = next((a.value for a in call.args if a.keyword == _NAMED), None)
    for target in calls.targets(scope, call, step):
        if target.function is not None and depth < _DEEPEST:
            bound = calls.bind(scope.project, call, target.function)
            function = as_called(scope, target.function, bound, step)
            inner = Scope(scope.project, function, target.self_type if function.owner else None)
            for use in _uses(reader, inner, function.body, depth + 1):
                yield _handed(scope, call, bound, use, step)
        elif target.fact is not None:
            known = scope.project.catalogue.type(target.fact.name.rpartition(".")[0])
            if known is None or known.transaction != _STYLE:
                continue
            if given is not None:
                yield _use(scope, given, step, call, _NAMED)
            elif target.fact.effect in ("read", "write") and isinstance(call.callee, Attribute):
                yield from _of_query(scope, call.callee.value, step)


def _of_query(scope: Scope, query: Expr, step: Step) -> Iterator[Use]:
    """`Order.filter(...).using_db(conn)`: where along the chain a connection is named."""
    part: Expr = query
    while isinstance(part, Call) and isinstance(part.callee, Attribute):
        if part.callee.name == _NAMED:
            value = part.argument(0)
            yield (
                _use(scope, value, step, None, "")
                if value is not None
                else Use(Place("unknown", "?"))
            )
            return
        part = part.callee.value
    yield Use(None)


def _is_query(scope: Scope, expr: Expr, step: Step) -> bool:
    found = [scope.project.catalogue.type(p.name) for p in members(scope.type_of(expr, step))]
    return any(k is not None and k.transaction == _STYLE and k.awaited is not None for k in found)


def _use(scope: Scope, value: Expr, step: Step, call: Call | None, keyword: str) -> Use:
    place = scope.place_of(value, step)
    if value == _NO:
        return Use(None)
    if isinstance(value, Name) and place == Place("parameter", value.id):
        if (value.id, False) in scope.function.given:
            return Use(None)
    return Use(place, call, keyword)


def _handed(scope: Scope, call: Call, bound: dict[str, Expr | None], use: Use, step: Step) -> Use:
    """What a helper uses, in the words of its caller."""
    if use.place is None:
        return use
    value = bound.get(use.place.root) if use.place.kind == "parameter" else None
    if value is None or use.place.path:
        return Use(use.place if use.place.kind == "global" else Place("unknown", spell(call)))
    return _use(scope, value, step, call, use.place.root)
