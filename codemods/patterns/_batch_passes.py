"""Code that goes through rows one by one: loops, comprehensions, keys of `sorted`, functions that get them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import (
    Argument,
    Await,
    Call,
    Closure,
    Comprehension,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_checks import bound_in, exits
from codemods.patterns._batch_generators import computed
from codemods.patterns._batch_reads import unwrapped
from codemods.project.calls import bind, targets

_BY_KEY = frozenset(["sorted", "min", "max"])
_MAPPED = "each row"


@dataclass(frozen=True, slots=True)
class Pass:
    """Rows are gone through: `parts` and `steps` do something with each, which is `item` there.

    Where a function gets all of them, `item` is what it calls them.
    """

    rows: Expr
    item: str
    step: Step
    parts: tuple[Expr, ...] = ()
    steps: tuple[Step, ...] = ()
    until: bool = False  # it may stop early
    sure: int = 1  # of the parts, so many are evaluated for every row
    kept: bool = False  # what comes of it holds the rows


def passes_in(reader: Reader, step: Step) -> Iterator[Pass]:
    """The passes over rows that a step makes itself."""
    if step.kind == "for" and not step.is_async and step.value is not None and step.blocks:
        target = step.targets[0] if len(step.targets) == 1 else None
        rows, item = unwrapped(step.value, target)
        body = step.blocks[0].steps
        if isinstance(item, Name) and item.id not in bound_in(body):
            yield Pass(rows, item.id, step, (), body, any(True for _ in exits(body)))
    for expr in expressions(step):
        for part in walk(expr):
            if isinstance(part, Comprehension):
                yield from _comprehended(reader, part, step)
            elif isinstance(part, Call):
                yield from _by_call(reader, part, step)


def _comprehended(reader: Reader, part: Comprehension, step: Step) -> Iterator[Pass]:
    if part.clauses[0].is_async:
        return
    when = computed(reader, part, step)
    if when == "later":
        return
    first, *others = part.clauses
    rows, item = unwrapped(first.iterable, first.target)
    if isinstance(item, Name):
        parts = (*first.conditions, *part.elements)
        if others:
            # What is bound in the inner clauses is bound for what stands there alone.
            inner = Comprehension("generator", part.elements, tuple(others))
            parts = (*first.conditions, inner)
        sure = 1 if first.conditions else len(parts)
        yield Pass(rows, item.id, step, parts, (), when != "at once", sure)


def _by_call(reader: Reader, call: Call, step: Step) -> Iterator[Pass]:
    """`sorted(rows, key=lambda row: ...)`, `list(map(shown, rows))`, `show_all(rows)`."""
    callee, args = call.callee, call.args
    key = next((a.value for a in args if a.keyword == "key"), None)
    if isinstance(callee, Name) and callee.id in _BY_KEY and len(args) > 1 and key is not None:
        yield from _each(args[0].value, key, step, call, kept=True)
        return
    match call:
        case Call(
            callee=Name(id="list" | "tuple" | "set" | "sorted" | "sum" | "dict"),
            args=(
                Argument(
                    value=Call(callee=Name(id="map"), args=(Argument(value=made), rows)),
                    star="",
                ),
                *_,
            ),
        ):
            yield from _each(rows.value, made, step, call)
            return
        case Call(callee=Name(id="map" | "filter" | "zip" | "enumerate")):
            return
    if isinstance(callee, Name) and callee.id in ("list", "len", "tuple", "set"):
        return
    if any(isinstance(a.value, Name | Call | Await) and not a.star for a in args):
        yield from _handed(reader, call, step)


def _each(rows: Expr, made: Expr, step: Step, call: Call, kept: bool = False) -> Iterator[Pass]:
    if isinstance(made, Closure) and len(made.parameters) == 1:
        yield Pass(rows, made.parameters[0], step, (made.body,), kept=kept)
    elif isinstance(made, Name):
        one = Call(made, (Argument(Name(_MAPPED)),), call.span)
        yield Pass(rows, _MAPPED, step, (one,), kept=kept)


def _handed(reader: Reader, call: Call, step: Step) -> Iterator[Pass]:
    """Rows that a function of the project gets, which goes through them."""
    if not any(_may_be_rows(reader, a.value, step) for a in call.args if not a.star):
        return
    found = targets(reader.scope, call, step)
    function = found[0].function
    if len(found) != 1 or found[0].kind != "function" or function is None:
        return
    for name, given in bind(reader.project, call, function).items():
        if given is None or not _may_be_rows(reader, given, step):
            continue
        body = function.body
        loops = [
            s
            for s in steps_within(body)
            if s.kind == "for" and s.value and unwrapped(s.value, None)[0] == Name(name)
        ]
        parts = [p for s in steps_within(body) for e in expressions(s) for p in walk(e)]
        goes = any(
            isinstance(p, Comprehension) and unwrapped(p.clauses[0].iterable, None)[0] == Name(name)
            for p in parts
        )
        if not (loops or goes) or any(isinstance(p, Yield) for p in parts):
            continue
        until = any(True for loop in loops for _ in exits(loop.blocks[0].steps))
        handing = Call(call.callee, (Argument(Name(_MAPPED), name),), call.span)
        yield Pass(given, _MAPPED, step, (handing,), (), until)


def _may_be_rows(reader: Reader, value: Expr, step: Step) -> bool:
    """Whether it is worth asking what query is behind a value."""
    if isinstance(value, Name):
        scope = reader.scope
        if not scope.is_local(value.id) or value.id in scope.parameters:
            return False
        found = scope.reaching(value.id, step)
        return len(found) == 1 and isinstance(found[0].value, Call | Await)
    return isinstance(value, Call | Await)


__all__ = ["Pass", "passes_in"]
