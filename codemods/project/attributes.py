"""The types of attributes: of objects, of classes, of the rows that models describe."""

from __future__ import annotations

from dataclasses import replace

from codemods.model.code import Attribute, Name, steps_within
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, View
from codemods.project.decorators import has_decorator, receiver_name
from codemods.project.frameworks import user_model
from codemods.project.held_classes import held_class, set_anew
from codemods.project.kept import OF_REQUEST, STATE, kept_attribute, kept_for_request
from codemods.project.returns import return_type
from codemods.project.schema import entities_pointing_at, entity_of
from codemods.project.symbols import module_scope, symbol_type, type_values
from codemods.project.types import Type, join, substitute, type_from_text

_COLUMN_TYPES = {
    "int": "int",
    "text": "str",
    "bool": "bool",
    "uuid": "uuid.UUID",
    "date": "datetime.date",
    "datetime": "datetime.datetime",
    "decimal": "decimal.Decimal",
    "float": "float",
}


def attribute_type(project: Codebase, type_: Type | None, name: str) -> Type | None:
    """The type of `value.name` for a value of the type."""
    if type_ is None:
        return None
    if type_.name == "type" and type_.args:
        cls = type_.args[0].name
        told = _class_attribute(project, cls, name)
        own = told is not None and told.name == "type" and project.class_fact(cls) is not None
        return None if own and set_anew(project, cls, name) else told
    if type_.name == "module":
        module = project.modules.get(type_.args[0].name)
        return symbol_type(project, project.lookup(module, name)) if module else None
    if project.class_fact(type_.name) is not None:
        found = _member_type(project, type_, name)
        if found is None or found.name == "type":
            held = held_class(project, type_, name)
            if held is not None and held.cls:
                return Type("type", (Type(held.cls, exact=True),))
            if held is not None and found is not None:
                return None
        return substitute(found, type_values(project, type_)) if found else None
    if type_.name == STATE:
        return kept_attribute(project, name)
    if type_.name == OF_REQUEST:
        return kept_for_request(project, name)
    text = project.catalogue.attribute(type_.name, name)
    if text == "User":
        user = user_model(project)
        return Type(user) if user else None
    if text:
        return substitute(type_from_text(text), type_values(project, type_))
    if project.catalogue.model(type_.name) is not None:
        return _row_attribute_type(project, type_.name, name)
    return None


def _class_attribute(project: Codebase, cls: str, name: str) -> Type | None:
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is None:
            text = project.catalogue.attribute(owner, name)
            if text:
                return substitute(type_from_text(text), {"Self": Type(cls)})
            continue
        module, fact = found
        for attribute, line, end in fact.attributes:
            if attribute == name:
                step = project.statement(module, line, end)
                if step is None:
                    return None
                declared = type_of_annotation(project, module, step.annotation, owner)
                if declared is not None or step.value is None:
                    return declared
                value = module_scope(project, module.name).type_of(step.value)
                return _owned(project, value, cls)
    return None


def _row_attribute_type(project: Codebase, cls: str, name: str) -> Type | None:
    """What an attribute of a row holds, as the models say: a column, a row it leads to, a manager."""
    entity = entity_of(project, cls)
    if entity is None or entity.library not in ("django", "sqlalchemy"):
        return None
    column = entity.columns.get(name)
    if column is not None:
        if column.references and not column.object_attribute:
            return None
        text = _COLUMN_TYPES.get(column.kind)
        return type_from_text(f"{text} | None" if column.nullable else text) if text else None
    if entity.library != "django":
        return None
    for own in entity.columns.values():
        if own.object_attribute == name and own.references:
            return replace(Type(own.references), optional=own.nullable)
    if entity.relations.get(name):
        return Type("django.db.models.Manager", (Type(entity.relations[name]),))
    for other, key in entities_pointing_at(project, cls):
        if key.related_name == name:
            row = Type(other.name)
            return row if key.single else Type("django.db.models.Manager", (row,))
    return None


def column_type(project: Codebase, cls: str, name: str) -> Type | None:
    """What a query set of Django gives for a column that is asked for by name: keys for foreign keys."""
    entity = entity_of(project, cls)
    if entity is None or entity.library != "django":
        return None
    if name == "pk" and len(entity.primary_key) == 1:
        name = entity.primary_key[0]
    for column in entity.columns.values():
        if name in (column.attribute, column.object_attribute):
            text = _COLUMN_TYPES.get(column.kind)
            return type_from_text(f"{text} | None" if column.nullable else text) if text else None
    return None


def _owned(project: Codebase, type_: Type | None, cls: str) -> Type | None:
    """A manager gives objects of the class whose attribute it is; the catalogue says `Owner`."""
    if type_ is None or (type_.args and type_.args != (Type("Owner"),)):
        return type_
    for name in (type_.name, *project.mro(type_.name)):
        known = project.catalogue.type(name)
        made = known.constructor if known is not None else None
        if made is not None and made.returns.endswith("[Owner]"):
            return replace(type_, args=(Type(cls),))
    return type_


def _member_type(project: Codebase, type_: Type, name: str) -> Type | None:
    key = ("member", type_.name, name)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    memo[key] = _find_member_type(project, type_, name)
    return memo[key]  # type: ignore[return-value]


def _find_member_type(project: Codebase, type_: Type, name: str) -> Type | None:
    hidden = False
    for owner in project.mro(type_.name):
        found = project.class_fact(owner)
        if found is None:
            text = project.catalogue.attribute(owner, name)
            if text:
                return None if hidden else type_from_text(text)
            if owner == "?":
                return None
            continue
        _, fact = found
        if any(a == name for a, _, _ in fact.attributes):
            declared = _of_row(_class_attribute(project, owner, name))
            declared = declared or _row_attribute_type(project, owner, name)
            if declared is not None:
                return declared
            hidden = True
        if name in fact.methods:
            return _method_value_type(project, owner, name)
        assigned = _assigned_type(project, owner, name)
        if assigned is not None:
            return assigned if assigned.name != "?" else None
        related = _row_attribute_type(project, owner, name)
        if related is not None:
            return related
    return None


def _of_row(declared: Type | None) -> Type | None:
    """What a row holds where its class has a column: `User` for `Mapped[User]`."""
    if declared is not None and declared.name == "sqlalchemy.ColumnElement":
        return declared.args[0] if declared.args else None
    return declared


def _method_value_type(project: Codebase, owner: str, name: str) -> Type | None:
    functions = project.functions_named(f"{owner}.{name}")
    for function in functions:
        if has_decorator(project, function, "property"):
            return return_type(project, function, Type(owner))
    return Type("function", (Type(f"{owner}.{name}"),)) if functions else None


def _assigned_type(project: Codebase, owner: str, name: str) -> Type | None:
    """The type that the methods of a class give `self.name`; `?` when they assign unknown ones."""
    found = project.class_fact(owner)
    if found is None:
        return None
    module, fact = found
    lines = project.lines(module.path)
    mark = f".{name}"
    rows = [n for n in range(fact.line, fact.end_line + 1) if mark in lines[n - 1]]
    if not rows:
        return None
    types: list[Type | None] = []
    seen = False
    for function_fact in module.facts.functions:
        if function_fact.owner != fact.name or not any(
            function_fact.line <= row <= function_fact.end_line for row in rows
        ):
            continue
        function = project.function(module, function_fact)
        receiver = receiver_name(project, function) if function else None
        if function is None or receiver is None:
            continue
        scope: View | None = None
        for step in steps_within(function.body):
            if step.kind not in ("assign", "declare", "augment", "with", "for"):
                continue
            for target in (*step.targets, *(i.target for i in step.items if i.target is not None)):
                if not (
                    isinstance(target, Attribute)
                    and target.name == name
                    and target.value == Name(receiver)
                ):
                    continue
                seen = True
                declared = type_of_annotation(project, module, step.annotation, owner)
                if declared is not None:
                    return declared
                if step.kind == "augment" or step.value is None:
                    continue
                scope = scope or project.view(function)
                types.append(scope.type_of(step.value, step) if step.kind == "assign" else None)
    if not seen:
        return None
    return join(types) or Type("?")
