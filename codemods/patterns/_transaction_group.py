"""Statements whose writes go through connections of helpers: which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from codemods.model.code import (
    Argument,
    Await,
    Block,
    Call,
    Closure,
    Display,
    Expr,
    Name,
    Step,
    WithItem,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect
from codemods.patterns._transaction_look import Reader, Region, goes_on
from codemods.patterns._transaction_own import Called, of_cursor, on_database
from codemods.project import calls
from codemods.project.connections import Connection, connection_of
from codemods.project.given import as_called

# Their statements wait for a commit: a block that gives such a connection is one transaction.
_HELD = ("optional", "commits", "flushes")
_APART = ("method", "optional", "commits", "flushes", "cursor")


@dataclass
class Group:
    """Statements whose writes go through a connection of this function, or of their own."""

    region: Region
    base: Connection | None  # the connection that is open here already
    pools: frozenset[Connection]  # pools that are sent statements here
    called: tuple[Called, ...]  # helpers that work on a connection of their own

    @classmethod
    def nothing(cls, reader: Reader) -> Group:
        """The whole of a helper, whose connection is its own."""
        body = reader.function.body
        region = Region((), body, 0, len(body) - 1, Connection("", ""), ())
        return cls(region, None, frozenset(), ())


def group_of(
    reader: Reader, steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Group | None:
    every: dict[int, list[Called]] = {}
    writing: list[int] = []
    bases: set[Connection] = set()
    pools: set[Connection] = set()
    for number, step in enumerate(steps):
        look = reader.look(step)
        if not look.of_database():
            continue
        found = every[number] = list(_with_their_own(reader, step))
        rest = rest_of(reader, step, found)
        writes = any(c.writes for c in found)
        for effect in rest:
            own = connection_of(reader.scope, effect)
            if effect.kind != "write" or own.foreign:
                continue
            if own.style == "acquire":
                pools.add(own)
            elif own.style == "method" or (
                own.style in _HELD and entered_by(own, ancestors) is not None
            ):
                bases.add(own)
            else:
                continue
            writes = True
        if writes:
            writing.append(number)
    if len(writing) < 2 or len(bases) > 1:
        return None
    base = next(iter(bases), None)
    kept = [n for n in writing[:-1] if _leads_on(reader, steps[n])] + writing[-1:]
    if len(kept) < 2:
        return None
    first, last = kept[0], kept[-1]
    nowhere = base or Connection("method", "")
    region = Region((), steps, first, last, nowhere, ancestors)
    called = tuple(c for n in range(first, last + 1) for c in every.get(n, ()))
    if not called:
        return None
    return Group(region, base, frozenset(pools), called)


def entered_by(
    connection: Connection, ancestors: Sequence[tuple[Step, Block]]
) -> tuple[Step, WithItem] | None:
    """The `with` around a block that gives a connection and ends with its transaction."""
    place = connection.place
    if place is None or place.path or place.kind not in ("fresh", "local"):
        return None
    name = place.root.partition("@")[0]
    for step, _ in reversed(ancestors):
        for item in step.items:
            if item.target == Name(name) and item.context != Name(name):
                return step, item
    return None


def _leads_on(reader: Reader, step: Step) -> bool:
    """Whether the code after a step may run when the step has written."""
    return any(goes_on(step, reader, connection) for connection in reader.look(step).writes)


def _with_their_own(reader: Reader, step: Step) -> Iterator[Called]:
    """The calls in a step of functions that ask a database by connections nobody hands them."""
    for inner in steps_within((step,)):
        for expr in expressions(inner):
            parts = list(walk(expr))
            later = {id(p) for c in parts if isinstance(c, Closure) for p in walk(c.body)}
            awaited = {id(p.value) for p in parts if isinstance(p, Await)}
            for part in parts:
                if not isinstance(part, Call) or id(part) in later:
                    continue
                found = calls.targets(reader.scope, part, inner)
                target = found[0]
                if target.function is None or any(t.function is None for t in found):
                    continue
                bound = calls.bind(reader.project, part, target.function)
                function = as_called(reader.scope, target.function, bound, inner)
                effects = [
                    e
                    for e in reader.effects.of_expr(reader.scope, part, inner).effects
                    if on_database(e)
                ]
                if any(_is_apart(reader, e) for e in effects if not of_cursor(reader.project, e)):
                    writes = any(e.kind == "write" for e in effects)
                    yield Called(
                        inner,
                        part,
                        target,
                        function,
                        writes,
                        len(found) == 1,
                        id(part) in awaited or not function.is_async or function.is_generator,
                    )


def _is_apart(reader: Reader, effect: Effect) -> bool:
    """Whether an effect goes through a pool, or through a connection that is opened elsewhere."""
    own = connection_of(reader.scope, effect)
    return own.style == "acquire" or (own.style in _APART and bool(own.foreign))


def rest_of(reader: Reader, step: Step, called: Sequence[Called]) -> frozenset[Effect]:
    """The effects of a step on databases, but for those of some calls in it."""
    gone = {id(c.call) for c in called}
    if not gone:
        return frozenset(reader.look(step).of_database())
    summary = reader.effects.of_step(reader.scope, _without(step, gone))
    return frozenset(e for e in summary.effects if e.resource == "database")


def _without(step: Step, gone: set[int]) -> Step:
    def keep(expr: Expr | None) -> Expr | None:
        return None if expr is None else _cut(expr, gone)

    return replace(
        step,
        value=keep(step.value),
        second=keep(step.second),
        items=tuple(replace(i, context=_cut(i.context, gone)) for i in step.items),
        blocks=tuple(
            replace(b, steps=tuple(_without(s, gone) for s in b.steps)) for b in step.blocks
        ),
    )


def _cut(expr: Expr, gone: set[int]) -> Expr:
    """The expression with some calls replaced by a value; what they are given stays."""
    if not any(id(part) in gone for part in walk(expr)):
        return expr
    match expr:
        case Call() if id(expr) in gone:
            return Display("tuple", tuple(_cut(a.value, gone) for a in expr.args))
        case Await(value=value) if id(value) in gone:
            return _cut(value, gone)
        case Call(callee=callee, args=args):
            handed = tuple(Argument(_cut(a.value, gone), a.keyword, a.star) for a in args)
            return replace(expr, callee=_cut(callee, gone), args=handed)
        case _:
            return Display("tuple", tuple(_cut(c, gone) for c in children(expr)))
