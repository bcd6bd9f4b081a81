"""Texts that repeat one part, in which only numbers differ: what each part is."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    Step,
)
from codemods.project.constants import constant_text
from codemods.project.scope import Scope


def repeated_text(scope: Scope, expr: Expr | None, at: Step | None) -> str | None:
    """`" UNION ALL ".join([f"SELECT {n} ..." for n in range(...)])` with 0 for every number.

    With a text behind it that is the same in every run. None for all else: what is not a number
    that was counted may put anything into a text.
    """
    match expr:
        case Name(id=name) if scope.is_local(name) and name not in scope.parameters:
            found = scope.reaching(name, at)
            if len(found) != 1 or found[0].how != "value" or found[0].index is not None:
                return None
            value = found[0].value
            return repeated_text(scope, value, found[0].step) if value is not None else None
        case Operation(operator="+", operands=(first, second)):
            begun, end = repeated_text(scope, first, at), constant_text(scope, second, at)
            return f"{begun}{end}" if begun is not None and end is not None else None
        case Call(callee=Attribute(value=between, name="join"), args=(only,)) if not only.star:
            glue = constant_text(scope, between, at)
            part = _part(only.value)
            return f"{part}{glue}{part}" if glue is not None and part is not None else None
        case _:
            return None


def _part(expr: Expr) -> str | None:
    """The one part that a comprehension repeats."""
    if not isinstance(expr, Comprehension) or len(expr.clauses) != 1 or len(expr.elements) != 1:
        return None
    numbers = _counted(expr.clauses[0])
    text = expr.elements[0]
    if isinstance(text, Constant) and isinstance(text.value, str):
        return text.value
    if not isinstance(text, Display) or text.type != "text":
        return None
    parts = []
    for item in text.items:
        if isinstance(item, Constant):
            parts.append(str(item.value))
        elif (
            isinstance(item, Operation)
            and item.operator == "format"
            and len(item.operands) == 1
            and _is_number(item.operands[0], numbers)
        ):
            parts.append("0")
        else:
            return None
    return "".join(parts)


def _counted(clause: Clause) -> str:
    """The name of the number in `for n in range(...)` and `for n, x in enumerate(...)`."""
    match clause:
        case Clause(target=Name(id=name), iterable=Call(callee=Name(id="range"))):
            return name
        case Clause(
            target=Display(items=(Name(id=name), _)), iterable=Call(callee=Name(id="enumerate"))
        ):
            return name
        case _:
            return ""


def _is_number(expr: Expr, name: str) -> bool:
    match expr:
        case Name(id=id_):
            return id_ == name
        case Constant(type="int"):
            return True
        case Operation(operator="+" | "*", operands=operands):
            return all(_is_number(o, name) for o in operands)
        case _:
            return False
