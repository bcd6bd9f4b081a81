"""Errors of outside calls that follow from data: a row that is not there, a request that is refused.

They end a function between its writes as a `raise` does. An error of the data that a write stores
(`IntegrityError`) and one of the surroundings are what a transaction is for: they do not count here.
"""

from __future__ import annotations

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Constant,
    Expr,
    Name,
    Step,
    steps_within,
)
from codemods.project import calls
from codemods.project.calls import Target
from codemods.project.fact_effects import MALFORMED
from codemods.project.scope import Scope
from codemods.project.types import dotted_name

# Whoever asks for one row takes a second one for a fault of the data; a row that is loaded anew was
# there; a time-out hits any call.
_NOT_MEANT = frozenset(
    [
        "IntegrityError",
        "MultipleObjectsReturned",
        "MultipleResultsFound",
        "InvalidRequestError",
        "TimeoutError",
        "FileNotFoundError",
        "FileExistsError",
        "Exception",
    ]
)
_EVERYTHING = frozenset(["Exception", "BaseException"])
_AGGREGATES = frozenset(["count", "sum", "min", "max", "avg", "coalesce", "exists"])


def meant_errors(fact: CallFact) -> tuple[str, ...]:
    """The errors of a fact that tell what was found, not that something is broken."""
    return tuple(n for n in fact.raises if n.rpartition(".")[2] not in _NOT_MEANT | MALFORMED)


def errors_on_purpose(scope: Scope, call: Call, target: Target, step: Step) -> tuple[str, ...]:
    """The errors that a call raises because of what it finds, by the names of their classes."""
    fact = target.fact
    if fact is None or fact.mutates or not _is_asked_to(fact, call):
        return ()
    names = meant_errors(fact)
    if names and target.receiver is not None and _gives_one_row(scope, target.receiver, step):
        return ()
    return names


def is_answered(scope: Scope, handlers: list[Block], errors: tuple[str, ...]) -> bool:
    """Whether handlers catch all of these errors and raise nothing themselves."""
    for error in errors:
        handler = next((h for h in handlers if _catches(scope, h, error)), None)
        if handler is None or any(s.kind == "raise" for s in steps_within(handler.steps)):
            return False
    return bool(errors)


def _is_asked_to(fact: CallFact, call: Call) -> bool:
    """`is_valid(raise_exception=True)`: some raise only when they are asked to."""
    if not fact.raises_if:
        return True
    given = [a.value for a in call.args if a.keyword == fact.raises_if or a.star == "**"]
    return any(not (isinstance(value, Constant) and value.value is False) for value in given)


def _catches(scope: Scope, handler: Block, error: str) -> bool:
    if handler.catches_all or not handler.catches:
        return True
    for expr in handler.catches:
        symbol = scope.symbol_of(expr)
        name = symbol.name if symbol is not None else dotted_name(expr) or ""
        short = name.rpartition(".")[2]
        if short in _EVERYTHING or name == error:
            return True
        if name in scope.project.catalogue.exception_bases(error):
            return True
        # Each model has a class of its own, which its queries raise: `Order.DoesNotExist`.
        if short == "DoesNotExist" and error.endswith("DoesNotExist"):
            return True
    return False


# -- rows that are always there ----------------------------------------------------------------------


def _gives_one_row(scope: Scope, receiver: Expr, step: Step) -> bool:
    """Whether a result of SQLAlchemy is that of an aggregate, or of the row that is inserted."""
    part, at = _behind(scope, receiver, step)
    while isinstance(part, Call) and isinstance(part.callee, Attribute):
        if part.callee.name == "query":
            return _selects_aggregates(scope, part)
        for target in calls.targets(scope, part, at):
            if target.fact is not None and target.fact.statement is not None:
                given = part.argument(target.fact.statement, "statement")
                return given is not None and _is_of_one_row(scope, given, at)
        if part.callee.name == "group_by":
            return False
        part, at = _behind(scope, part.callee.value, at)
    return False


def _is_of_one_row(scope: Scope, statement: Expr, step: Step) -> bool:
    part, at = _behind(scope, statement, step)
    while isinstance(part, Call):
        symbol = scope.symbol_of(part.callee)
        made = symbol.name.rpartition(".")[2] if symbol is not None else ""
        if made == "insert":
            return True
        if made == "select":
            return _selects_aggregates(scope, part)
        if not isinstance(part.callee, Attribute):
            return False
        if part.callee.name in ("group_by", "having", "limit", "offset", "on_conflict_do_nothing"):
            return False
        part, at = _behind(scope, part.callee.value, at)
    return False


def _selects_aggregates(scope: Scope, call: Call) -> bool:
    return bool(call.args) and all(_is_aggregate(scope, a.value) for a in call.args)


def _is_aggregate(scope: Scope, expr: Expr) -> bool:
    while isinstance(expr, Call):
        symbol = scope.symbol_of(expr.callee)
        name = symbol.name if symbol is not None else dotted_name(expr.callee) or ""
        if name.startswith("sqlalchemy.") and name.rpartition(".")[2] in _AGGREGATES:
            if name.rpartition(".")[2] != "coalesce":
                return True
            return bool(expr.args) and _is_aggregate(scope, expr.args[0].value)
        if not isinstance(expr.callee, Attribute):  # `func.count().label("n")`
            return False
        expr = expr.callee.value
    return False


def _behind(scope: Scope, expr: Expr | None, step: Step) -> tuple[Expr | None, Step]:
    """What an expression stands for: without its `await`, and behind a name that is bound once."""
    seen = 0
    while seen < 8:
        seen += 1
        if isinstance(expr, Await):
            expr = expr.value
        elif isinstance(expr, Name) and scope.is_local(expr.id):
            found = scope.reaching(expr.id, step)
            if len(found) != 1 or found[0].how != "value":
                break
            expr, step = found[0].value, found[0].step
        else:
            break
    return expr, step
