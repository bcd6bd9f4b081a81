"""Expressions that have the database put in the time, which stands still while a transaction lasts."""

from __future__ import annotations

from codemods.model.code import Attribute, Call, Expr, Name, Step, walk
from codemods.project.scope import Scope

# source: PostgreSQL, "Date/Time Functions and Operators"; `clock_timestamp` goes on.
_WORDS = frozenset(
    ["now", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp",
     "transaction_timestamp"]
)  # fmt: skip
_CLASSES = frozenset(["django.db.models.functions.Now", "tortoise.functions.Now"])


def asks_for_time(scope: Scope, call: Call, at: Step) -> bool:
    """Whether what a call is given has the time in it: `func.now()`, `fn.NOW()`, `Now()`."""
    return any(_is_time(scope, p) for a in call.args for p in walk(_made(scope, a.value, at)))


def _made(scope: Scope, expr: Expr, at: Step) -> Expr:
    """What a name was made by, for one that is handed on as it is."""
    made = scope.made(expr, at)
    return made[0] if made is not None else expr


def _is_time(scope: Scope, part: Expr) -> bool:
    if not isinstance(part, Call):
        return False
    match part.callee:
        case Attribute(value=Name() | Attribute() as owner, name=name) if name.lower() in _WORDS:
            symbol = scope.symbol_of(owner)
            return symbol is not None and symbol.name.rpartition(".")[2] in ("func", "fn")
        case Name() | Attribute() as callee:
            symbol = scope.symbol_of(callee)
            return symbol is not None and symbol.name in _CLASSES
        case _:
            return False
