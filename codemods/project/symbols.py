"""What names stand for as values, and what type variables mean seen from an object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from codemods.model.code import Display, Function, Item, Name
from codemods.model.spans import Span
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, Symbol, View
from codemods.project.frameworks import values_of
from codemods.project.kept import OF_REQUEST, filled_by_functions, kept_for_request
from codemods.project.types import Type, dotted_name, join, substitute, type_from_text

_NOWHERE = Span(0, 0, 0, 0)


def symbol_type(project: Codebase, symbol: Symbol) -> Type | None:
    """The type of what a symbol stands for, as a value."""
    match symbol.kind:
        case "class":
            return Type("type", (Type(symbol.name, exact=True),))
        case "function":
            return Type("function", (Type(symbol.name),))
        case "module":
            return Type("module", (Type(symbol.name),))
        case "external" | "builtin":
            known = project.catalogue.attribute_of_module(symbol.name)
            if known:
                return type_from_text(known)
            if project.catalogue.function(symbol.name) is not None:
                return Type("function", (Type(symbol.name),))
            if project.catalogue.type(symbol.name) is not None:
                return Type("type", (Type(symbol.name, exact=True),))
            return _outside_attribute(project, symbol.name) or Type("outside", (Type(symbol.name),))
        case "variable":
            return variable_type(project, symbol.name)
        case _:
            return None


def _outside_attribute(project: Codebase, name: str) -> Type | None:
    """The type of `Permission.objects`, an attribute of a class or of a value that a catalogue knows."""
    head, _, last = name.rpartition(".")
    owner = Type(head)
    if project.catalogue.type(head) is None:
        known = project.catalogue.attribute_of_module(head)
        held = type_from_text(known) if known else None
        if held is None:
            return None
        owner = held
    if owner.name == OF_REQUEST:
        return kept_for_request(project, last)
    text = project.catalogue.attribute(owner.name, last)
    return substitute(type_from_text(text), {"Self": owner}) if text else None


def variable_type(project: Codebase, name: str) -> Type | None:
    """The type of a module variable: by annotation, or by all it is assigned."""
    module, inner = project.split(name)
    if module is None or "." in inner:
        return None
    key = ("variable", name)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    if inner in module.facts.rebound:
        notes = [project.statement(module, *where) for where in module.variables[inner]]
        declared = [s.annotation for s in notes if s is not None and s.annotation is not None]
        if declared:
            memo[key] = type_of_annotation(project, module, declared[0])
            return memo[key]  # type: ignore[return-value]
    found: list[Type | None] = []
    for where in module.variables[inner]:
        step = project.statement(module, *where)
        if step is None or step.kind not in ("assign", "declare"):
            found.append(None)
            continue
        declared_type = type_of_annotation(project, module, step.annotation)
        if declared_type is not None:
            found = [declared_type]
            break
        if step.value is None or any(not isinstance(t, Name) for t in step.targets):
            found.append(None)
            continue
        found.append(module_scope(project, module.name).type_of(step.value))
    if inner in module.facts.rebound:
        found += filled_by_functions(project, module, inner)
    result = join(found) if found else None
    memo[key] = result
    return result


def module_scope(project: Codebase, module: str) -> View:
    """A scope without locals, for expressions at module level and in class bodies."""
    key = ("scope", module)
    found = project.memo.get(key)
    if found is None:
        empty = Function(
            f"{module}.<module>",
            module,
            None,
            _NOWHERE,
            (),
            None,
            (),
            (),
            False,
            False,
            frozenset(),
        )
        found = project.memo[key] = project.view(empty)
    return found  # type: ignore[return-value]


def type_values(project: Codebase, type_: Type) -> Mapping[str, Type | None]:
    """The type variables that the bodies of its classes may name, as seen from an object of `type_`."""
    key = ("type values", type_)
    known = project.memo.get(key)
    if known is None:
        known = project.memo[key] = _type_values(project, type_)
    return known  # type: ignore[return-value]


def _type_values(project: Codebase, type_: Type) -> dict[str, Type | None]:
    values: dict[str, Type | None] = {}
    if project.class_fact(type_.name) is None:
        fact = project.catalogue.type(type_.name)
        if fact is not None:
            values = {
                p: (type_.args[i] if i < len(type_.args) else None)
                for i, p in enumerate(fact.params)
            }
        values["Self"] = replace(type_, optional=False)
        return values
    for cls in (type_.name, *project.mro(type_.name)):
        found = project.class_fact(cls)
        if found is None:
            given = type_.args if not _type_variables(project, type_.name) else ()
            for i, variable in enumerate(_outside_variables(project, cls)):
                values.setdefault(variable, given[i] if i < len(given) else None)
            continue
        module = found[0]
        for base in project.base_expressions(cls):
            if not isinstance(base, Item):
                continue
            head = dotted_name(base.value)
            symbol = project.resolve_dotted(module, head) if head else None
            parts = base.key.items if isinstance(base.key, Display) else (base.key,)
            if symbol is None or symbol.kind not in ("class", "external"):
                continue
            variables = (
                _type_variables(project, symbol.name)
                if symbol.kind == "class"
                else _outside_variables(project, symbol.name)
            )
            for variable, part in zip(variables, parts, strict=False):
                value = type_of_annotation(project, module, part)
                if value is not None and value.name not in values:
                    values.setdefault(variable, value)
    values["Self"] = replace(type_, optional=False)
    for name, value in values_of(project, type_.name).items():
        values.setdefault(name, value)
    return values


def _outside_variables(project: Codebase, cls: str) -> tuple[str, ...]:
    known = project.catalogue.type(cls)
    return known.params if known is not None else ()


def _type_variables(project: Codebase, cls: str) -> list[str]:
    """The dotted names of the variables in `Generic[T, U]`."""
    found = project.class_fact(cls)
    names: list[str] = []
    for base in project.base_expressions(cls):
        if found is None or not isinstance(base, Item):
            continue
        parts = base.key.items if isinstance(base.key, Display) else (base.key,)
        for part in parts:
            dotted = dotted_name(part)
            symbol = project.resolve_dotted(found[0], dotted) if dotted else None
            if symbol is not None and symbol.kind == "variable" and symbol.name not in names:
                names.append(symbol.name)
    return names
