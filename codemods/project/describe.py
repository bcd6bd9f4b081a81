"""Expressions in words, for messages."""

from __future__ import annotations

from functools import lru_cache

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def describe(expr: Expr) -> str:
    """An expression in words short enough for a message."""
    match expr:
        case Name(id=name):
            return name
        case Attribute(value=value, name=name):
            return _short(f"{describe(value)}.{name}")
        case Call(callee=callee):
            return _short(f"{describe(callee)}(...)")
        case Await(value=value):
            return _short(f"await {describe(value)}")
        case Constant(value=value):
            return _short(repr(value))
        case Display(type="list" | "tuple" as type_):
            return "[...]" if type_ == "list" else "(...)"
        case Operation(operator=operator, operands=operands) if operands:
            return _short(f" {operator} ".join(describe(o) for o in operands))
        case _:
            if isinstance(expr, Item):
                return _short(f"{describe(expr.value)}[...]")
            return "an expression"
