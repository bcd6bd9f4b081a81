"""Through which managers Django's models are queried, and which classes of the project these are.

source: Django documentation, "Managers" (default managers, `from_queryset`, `as_manager`); the order
of managers is that of the classes, nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Attribute, Call, Constant, Expr, walk
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase, Module
from codemods.project.types import dotted_name

_MADE_BY = ("as_manager", "from_queryset")


def managers_of(project: Codebase, model: str) -> tuple[dict[str, tuple[str, ...]], str]:
    """The managers by attribute, with their classes; and the name of the default one."""
    found: dict[str, tuple[str, ...]] = {}
    named = ""
    for owner in project.mro(model):
        owned = project.class_fact(owner)
        if owned is None:
            continue
        module, fact = owned
        for attribute, line, end in fact.attributes:
            step = project.statement(module, line, end)
            value = step.value if step is not None else None
            if attribute in found or not isinstance(value, Call):
                continue
            classes = _classes(project, module, value)
            if classes is not None:
                found[attribute] = classes
        named = named or _named(project, owner)
    default = named or next(iter(found), "objects")
    return found, default


def manager_in_meta(project: Codebase, model: str) -> dict[str, tuple[str, ...]]:
    """The manager that a Tortoise model names in its `Meta`, with its classes."""
    for owner in project.mro(model):
        meta = project.class_fact(f"{owner}.Meta")
        for attribute, line, end in meta[1].attributes if meta is not None else ():
            step = project.statement(meta[0], line, end) if meta is not None else None
            if attribute == "manager" and step is not None and isinstance(step.value, Call):
                classes = _classes(project, meta[0], step.value) if meta is not None else None
                return {"manager": classes} if classes else {}
    return {}


def _classes(project: Codebase, module: Module, value: Call) -> tuple[str, ...] | None:
    """The classes of the project that make a manager; None for what is no manager."""
    head: Expr = value.callee
    classes = []
    is_manager = False
    for part in walk(head):
        dotted = dotted_name(part)
        if isinstance(part, Attribute) and part.name in _MADE_BY:
            is_manager = True
        if dotted is None:
            continue
        symbol = resolve(project, module, part)
        name = symbol.name if symbol is not None else dotted
        order = project.mro(name) if symbol is not None and symbol.kind == "class" else (name,)
        if any(base.rpartition(".")[2] in ("Manager", "BaseManager") for base in order):
            is_manager = True
        if symbol is not None and symbol.kind == "class" and project.class_fact(name):
            classes.append(name)
    return tuple(dict.fromkeys(classes)) if is_manager else None


def _named(project: Codebase, owner: str) -> str:
    meta = project.class_fact(f"{owner}.Meta")
    if meta is None:
        return ""
    for attribute, line, end in meta[1].attributes:
        step = project.statement(meta[0], line, end)
        if attribute == "default_manager_name" and step is not None:
            if isinstance(step.value, Constant):
                return str(step.value.value)
    return ""


def classes_of(project: Codebase, managers: tuple[str, ...]) -> Iterator[str]:
    """The classes of the project behind a manager, bases included."""
    for name in managers:
        for base in project.mro(name):
            if project.class_fact(base) is not None:
                yield base
