"""Query sets that stand in the body of a class, as views have them: read where a method asks them.

source: Django documentation, "Class-based views mixins" (`queryset`); each method of a query set gives a new
one, so what is asked for more at a method's loop changes nothing else.
"""

from __future__ import annotations

import re

from codemods.languages.python.queries.reading import changed
from codemods.model.code import Attribute, Call, Expr, Name, walk
from codemods.patterns._batch_case import Reader
from codemods.project.codebase import Codebase


def as_the_class_says(reader: Reader, expr: Expr) -> Expr | None:
    """`Order.objects.filter(...).all()` for `self.queryset.all()`; None where others may say otherwise."""
    own, receiver = reader.scope.self_type, reader.scope.receiver
    held = reader.project.class_fact(own.name) if own is not None else None
    if own is None or receiver is None or held is None or held[0] is not reader.module:
        return None
    roots = [p for p in walk(expr) if isinstance(p, Attribute) and p.value == Name(receiver)]
    if len(roots) != 1 or _may_be_another(reader.project, own.name, roots[0].name):
        return None
    places = [(line, end) for a, line, end in held[1].attributes if a == roots[0].name]
    step = reader.project.statement(held[0], *places[0]) if len(places) == 1 else None
    value = step.value if step is not None else None
    if not isinstance(value, Call):
        return None
    if any(isinstance(p, Name) and reader.scope.is_local(p.id) for p in walk(value)):
        return None
    return changed(expr, lambda part: value if part is roots[0] else None)


def _may_be_another(project: Codebase, cls: str, name: str) -> bool:
    """Whether an object of the class may have another value there."""
    if any(name in project.declared(below) for below in project.subclasses(cls)):
        return True
    inner = r"(?:[^()]|\([^()]*\))*"
    word = re.escape(name)
    set_by = re.compile(
        rf"""\.{word}\s*=(?!=)|as_view\({inner}\b{word}\s*=|setattr\({inner}["']{word}["']"""
    )
    return any(
        set_by.search("\n".join(project.lines(module.path))) for module in project.mentioning(name)
    )


__all__ = ["as_the_class_says"]
