"""What a function raises where its query finds no row: `if user is None: raise NotFound(user_id)`.

A test for None, or for truth, is one for a missing row only where no row that is there fails it: a
value may be NULL or empty, an object may say that it is false.
"""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    Step,
    walk,
)
from codemods.model.queries import Query
from codemods.project.queries import Asker, never_none
from codemods.project.shaping import counts_as_true

# Their values are all true.
_TRUE_KINDS = frozenset(["uuid", "date", "datetime"])


def raised_without(asker: Asker, guard: Step, value: Name, query: Query) -> Expr | None:
    """The exception of `if value is None: raise ...`, where that asks whether there is a row."""
    if guard.kind != "if" or len(guard.blocks) != 1 or len(guard.blocks[0].steps) != 1:
        return None
    inner = guard.blocks[0].steps[0]
    if inner.kind != "raise" or inner.value is None or inner.second is not None:
        return None
    if query.answer not in ("one_or_none", "first") or query.gives not in (
        "entity", "row", "value",
    ):  # fmt: skip
        return None
    match guard.value:
        case Operation(operator="is", operands=(left, Constant(value=None))) if left == value:
            known = _never_none(asker, query)
        case Operation(operator="not", operands=(only,)) if only == value:
            known = _never_false(asker, query)
        case _:
            return None
    return inner.value if known else None


def _never_none(asker: Asker, query: Query) -> bool:
    if query.shaped:
        return False
    return query.gives != "value" or never_none(asker, query)


def _never_false(asker: Asker, query: Query) -> bool:
    if query.shaped:
        return False
    if query.gives != "value":
        return counts_as_true(asker, query)
    entity = asker.entity(query.entity)
    column = entity.columns.get(query.label) if entity is not None else None
    return column is not None and column.kind in _TRUE_KINDS and never_none(asker, query)


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


__all__ = ["exception_of", "raised_without"]
