"""What the type variables of a generic class stand for, seen from an object of a class below it."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.model.code import Constant, Display, Expr, Item
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase
from codemods.project.types import Type, dotted_name

_GENERIC = frozenset(["typing.Generic", "typing.Protocol", "typing_extensions.Protocol"])


def variables_of(project: Codebase, cls: str) -> tuple[str, ...]:
    """The type variables of a class in their order, as its module spells them.

    source: Python's documentation, `typing`, "User-defined generic types": `Generic[...]` gives the
    order, without it the first use in the bases does.
    """
    found = project.class_fact(cls)
    if found is None:
        return ()
    declared: list[str] = []
    used: list[str] = []
    for base in project.base_expressions(cls):
        if not isinstance(base, Item):
            continue
        head = dotted_name(base.value)
        symbol = project.resolve_dotted(found[0], head) if head else None
        given = declared if symbol is not None and symbol.name in _GENERIC else used
        for part in _parts(base.key):
            name = dotted_name(part)
            held = project.resolve_dotted(found[0], name) if name else None
            if name and held is not None and held.kind == "variable" and name not in given:
                if type_of_annotation(project, found[0], part) is None:
                    given.append(name)
    return tuple(declared or used)


def arguments_of(project: Codebase, type_: Type, owner: str) -> Mapping[str, Type]:
    """What the variables of `owner`, a class of the type or one above it, stand for.

    Those of which nothing is said are left out.
    """
    own = zip(variables_of(project, type_.name), type_.args, strict=False)
    return _down(project, type_.name, {v: a for v, a in own if a.name != "Any"}, owner)


def _down(
    project: Codebase, cls: str, values: Mapping[str, Type], owner: str
) -> Mapping[str, Type]:
    if cls == owner:
        return values
    found = project.class_fact(cls)
    if found is None:
        return {}
    for base in project.base_expressions(cls):
        head = dotted_name(base.value if isinstance(base, Item) else base)
        symbol = project.resolve_dotted(found[0], head) if head else None
        if symbol is None or symbol.kind != "class" or owner not in project.mro(symbol.name):
            continue
        given: dict[str, Type] = {}
        if isinstance(base, Item):
            variables = variables_of(project, symbol.name)
            for variable, part in zip(variables, _parts(base.key), strict=False):
                name = dotted_name(part) or ""
                value = values.get(name) or type_of_annotation(project, found[0], part)
                if value is not None:
                    given[variable] = value
        return _down(project, symbol.name, given, owner)
    return {}


def class_stated(project: Codebase, note: Expr | None, owner: str, type_: Type) -> Type | None:
    """`User` for `type[User]`, and for `type[M]` where `M` is `User` for an object of the type.

    `note` stands in the class `owner`; None for all other annotations.
    """
    found = project.class_fact(owner)
    if found is None or note is None:
        return None
    if isinstance(note, Constant) and isinstance(note.value, str):
        from codemods.languages.python.read import read_expression

        inner = read_expression(note.value)
        return class_stated(project, inner, owner, type_) if inner is not None else None
    head = dotted_name(note.value) if isinstance(note, Item) else None
    if not isinstance(note, Item) or head is None:
        return None
    symbol = project.resolve_dotted(found[0], head)
    if symbol.name.rpartition(".")[2] in ("ClassVar", "Final", "Annotated"):
        return class_stated(project, _parts(note.key)[0], owner, type_)
    if symbol.name not in ("type", "typing.Type"):
        return None
    name = dotted_name(note.key) or ""
    known = arguments_of(project, type_, owner).get(name)
    return known or type_of_annotation(project, found[0], note.key, owner)


def _parts(key: Expr) -> tuple[Expr, ...]:
    return key.items if isinstance(key, Display) and key.type == "tuple" else (key,)
