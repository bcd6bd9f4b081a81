"""Code of the project that the fields of a class run: what makes their values, and what stores them."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Attribute, Call, Closure, Expr, Function, Name, walk
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


# source: SQLAlchemy documentation, "Column INSERT/UPDATE Defaults", "Custom Types", "Attribute Validators"
_COLUMN_WORDS = ("default", "insert_default", "onupdate", "default_factory")
_BINDING = ("process_bind_param", "process_literal_param", "bind_processor", "bind_expression")
_OWN_TYPES = ("TypeDecorator", "UserDefinedType")


def stored_by(project: Codebase) -> Iterator[tuple[str, str, Expr | Function]]:
    """What SQLAlchemy runs of the project to store rows: a name for it, its module, and the code."""
    for module in project.modules.values():
        if not any(i.module.startswith(("sqlalchemy", "sqlmodel")) for i in module.facts.imports):
            continue
        for fact in module.facts.functions:
            hook = fact.name.rpartition(".")[2] in _BINDING and fact.owner is not None
            checks = any(d.rpartition(".")[2] == "validates" for d in fact.decorators)
            own = f"{module.name}.{fact.owner}"
            if checks or (
                hook and any(b.rpartition(".")[2] in _OWN_TYPES for b in project.mro(own))
            ):
                function = project.function(module, fact)
                if function is not None:
                    yield function.name, module.name, function
        for cls in module.facts.classes:
            yield from _column_makers(project, module, f"{module.name}.{cls.name}")


def _column_makers(
    project: Codebase, module: Module, cls: str
) -> Iterator[tuple[str, str, Expr | Function]]:
    entity = entity_of(project, cls)
    if entity is None or entity.library not in ("sqlalchemy", "sqlmodel"):
        return
    for place, field in _fields(project, cls):
        for call in (p for p in walk(field) if isinstance(p, Call)):
            for word in _COLUMN_WORDS:
                given = call.argument(999, word)
                if isinstance(given, Closure):
                    yield f"{cls} ({word})", place.name, given.body
                elif isinstance(given, Name | Attribute):
                    symbol = resolve(project, place, given)
                    if symbol is not None and symbol.kind == "function":
                        for function in project.functions_named(symbol.name):
                            yield function.name, place.name, function
