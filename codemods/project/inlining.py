"""What a function returns, said where it is called, as if its text stood there."""

from __future__ import annotations

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Attribute,
    Closure,
    Comprehension,
    Constant,
    Expr,
    Function,
    Name,
    Step,
    walk,
)
from codemods.project.codebase import Codebase, View
from codemods.project.own_names import asks_for_names
from codemods.project.patched import is_patched


def only_return(project: Codebase, function: Function) -> Step | None:
    """The one statement of a function that does nothing but return something; None for all others."""
    body = [s for s in function.body if not _is_text(s)]
    if function.is_async or function.is_generator or is_patched(project, function.name):
        return None
    return body[0] if len(body) == 1 and body[0].kind == "return" else None


def _is_text(step: Step) -> bool:
    return step.kind == "expression" and isinstance(step.value, Constant)


def in_terms_of(
    scope: View, function: Function, value: Expr, given: dict[str, Expr | None]
) -> Expr | None:
    """What a function returns, in terms of what it is given; None where that cannot be said."""
    if asks_for_names(scope, value):
        return None  # of the other function
    home = scope.project.modules[function.module]
    for part in walk(value):
        if isinstance(part, Closure | Comprehension):
            return None
        if isinstance(part, Attribute) and part.name.startswith("__"):
            return None  # a name that only the class itself can spell
        if not isinstance(part, Name):
            continue
        if part.id in given:
            put = given[part.id]
            if put is None or not all(
                isinstance(p, Name | Attribute | Constant) for p in walk(put)
            ):
                return None
            continue
        here = scope.symbol_of(part)
        there = scope.project.lookup(home, part.id)
        if here is None or there.kind == "unknown":
            return None
        if (here.kind, here.name) != (there.kind, there.name):
            return None
    return changed(value, lambda p: given[p.id] if isinstance(p, Name) and p.id in given else None)
