"""Code of the project that the fields of a class run: what makes their values, and what stores them."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Attribute, Call, Closure, Expr, Function, Name
from codemods.project.annotations import resolve
from codemods.project.codebase import Codebase, Module
from codemods.project.schema import entity_of

# A `default` that can be called is called for each object by these; a dataclass takes it as it is.
_CALLING = frozenset(["django", "tortoise", "peewee"])
_FACTORIES = ("default_factory", "factory")
# source: Django documentation, "How to create custom model fields"
_HOOKS = ("pre_save", "get_prep_value", "get_db_prep_value", "get_db_prep_save", "db_value")


def value_makers(project: Codebase, cls: str) -> Iterator[tuple[str, Expr, Call]]:
    """What is called for the value of a field of each new object: module, function and field."""
    entity = entity_of(project, cls)
    words: tuple[str, ...] = _FACTORIES
    if entity is not None and entity.library in _CALLING:
        words = (*words, "default")
    for module, field in _fields(project, cls):
        for word in words:
            factory = field.argument(999, word)
            if isinstance(factory, Closure) or (
                isinstance(factory, Name | Attribute) and _is_called(project, module, factory, word)
            ):
                yield module.name, factory, field


def _is_called(project: Codebase, module: Module, factory: Expr, word: str) -> bool:
    """Whether a name stands for something to call; outside functions nobody knows only make values."""
    symbol = resolve(project, module, factory)
    if symbol is None or word in _FACTORIES:
        return word in _FACTORIES
    if symbol.kind == "external":
        return project.catalogue.function(symbol.name) is not None
    return symbol.kind == "function"


def field_hooks(project: Codebase, cls: str) -> Iterator[Function]:
    """What fields of the project's own do whenever a row is stored."""
    for module, field in _fields(project, cls):
        symbol = resolve(project, module, field.callee)
        if symbol is None or symbol.kind != "class":
            continue
        for owner in project.mro(symbol.name):
            found = project.class_fact(owner)
            for hook in _HOOKS:
                if found is not None and hook in found[1].methods:
                    yield from project.functions_named(f"{owner}.{hook}")


def _fields(project: Codebase, cls: str) -> Iterator[tuple[Module, Call]]:
    """The calls that are the values of a class's attributes, with the modules they stand in."""
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is None:
            continue
        module, fact = found
        for _, line, end in fact.attributes:
            step = project.statement(module, line, end)
            if step is not None and isinstance(step.value, Call):
                yield module, step.value
