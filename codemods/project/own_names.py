"""Which code looks at the names of its own function by other means than naming them.

source: Python library reference, "Built-in Functions" (`locals`, `vars`, `dir`, `eval`, `exec`), "inspect"
("The interpreter stack"), and data model, "Frame objects".
"""

from __future__ import annotations

from collections.abc import Iterable

from codemods.model.code import Attribute, Call, Expr, Name, Step, children, expressions
from codemods.project.codebase import View

# With an argument, the first ask for the names of that, the others for what a text says.
_OF_AN_OBJECT = frozenset(["vars", "dir"])
_OF_A_TEXT = frozenset(["eval", "exec"])
_FRAMES = frozenset(
    ["sys._getframe", "sys._current_frames", "inspect.currentframe", "inspect.stack"]
)


def asks_for_names(view: View, expr: Expr) -> bool:
    """Whether an expression may look at all names of the function in which it stands."""
    match expr:
        case Call(callee=Name(id=name), args=(_, *_)) if (
            name in _OF_AN_OBJECT and _means(view, expr.callee) == name
        ):
            return any(asks_for_names(view, a.value) for a in expr.args)
        case Call(callee=Name(id="map" | "filter"), args=(first, *others)) if (
            _means(view, first.value) in _OF_AN_OBJECT
        ):
            return any(asks_for_names(view, a.value) for a in others)
        case Name():
            meant = _means(view, expr)
            return meant == "locals" or meant in _OF_AN_OBJECT | _OF_A_TEXT
        case Attribute(name="f_locals"):
            return True
        case Call(callee=Attribute() as callee) if _means(view, callee) in _FRAMES:
            return True
    return any(asks_for_names(view, child) for child in children(expr))


def asked_for_names(view: View, steps: Iterable[Step]) -> Step | None:
    """The first of the steps that may look at all names of its function; None where none does."""
    for step in steps:
        if any(asks_for_names(view, expr) for expr in expressions(step)):
            return step
    return None


def _means(view: View, expr: Expr) -> str:
    """The built-in or outside function that an expression stands for; "" for all else."""
    symbol = view.symbol_of(expr)
    if symbol is None or symbol.kind not in ("builtin", "external"):
        return ""
    return symbol.name


__all__ = ["asked_for_names", "asks_for_names"]
