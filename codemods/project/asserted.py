"""What a function makes sure of before it goes on: `assert isinstance(session, Session)`."""

from __future__ import annotations

from codemods.model.code import (
    Call,
    Display,
    Expr,
    Name,
    Operation,
    ShortCircuit,
    Step,
    steps_within,
)
from codemods.project.bindings import bindings_of, position
from codemods.project.codebase import View
from codemods.project.types import Type, join

_LEAVING = ("raise", "return")


def asserted_type(scope: View, name: str, at: Step) -> Type | None:
    """The type of a parameter that nobody sets again, by what is checked above of all that is done.

    A check in a loop does not count: it holds for its own turn alone.
    """
    if bindings_of(scope.project, scope.function).get(name):
        return None
    if any(s.kind in ("global", "delete") and name in s.names for s in _all(scope)):
        return None
    for step in scope.function.body:
        if position(step) >= position(at):
            break
        test = _holds(step)
        found = _said(scope, test, name) if test is not None else None
        if found is not None:
            return found
    return None


def _all(scope: View) -> tuple[Step, ...]:
    return tuple(steps_within(scope.function.body))


def _holds(step: Step) -> Expr | None:
    """What is true behind a step."""
    match step.value:
        case Operation(operator="not", operands=(inner,)) if (
            step.kind == "if"
            and len(step.blocks) == 1
            and step.blocks[0].steps[-1].kind in _LEAVING
        ):
            return inner
        case _:
            return step.value if step.kind == "assert" else None


def _said(scope: View, test: Expr, name: str) -> Type | None:
    match test:
        case ShortCircuit(operator="and", operands=operands):
            return next((t for o in operands if (t := _said(scope, o, name)) is not None), None)
        case Call(callee=callee, args=(first, second)) if first.value == Name(name):
            symbol = scope.symbol_of(callee)
            if symbol is None or (symbol.kind, symbol.name) != ("builtin", "isinstance"):
                return None
            given = second.value
            classes = given.items if isinstance(given, Display) else (given,)
            return join(_class(scope, c) for c in classes)
        case _:
            return None


def _class(scope: View, expr: Expr) -> Type | None:
    symbol = scope.symbol_of(expr)
    if symbol is None:
        return None
    known = symbol.kind == "class" or scope.project.catalogue.type(symbol.name) is not None
    return Type(symbol.name) if known else None
