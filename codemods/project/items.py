"""What comes out of a value: its items, what iterating, awaiting or entering it gives."""

from __future__ import annotations

from codemods.libraries.catalogue import TypeFact
from codemods.model.code import Constant, Expr
from codemods.project.codebase import Codebase
from codemods.project.returns import return_type
from codemods.project.symbols import type_values
from codemods.project.types import COROUTINE, Type, join, members, substitute, type_from_text

_CONTAINERS = {
    "list",
    "tuple",
    "set",
    "frozenset",
    "Sequence",
    "Iterable",
    "Iterator",
    "Collection",
}


def item_type(project: Codebase, base: Type | None, key: Expr) -> Type | None:
    """The type of `value[key]`."""
    found: list[Type | None] = []
    for part in members(base):
        if part.name == "json":
            found.append(Type("json"))
        elif part.name == "dict" and len(part.args) == 2:
            found.append(_known(part.args[1]))
        elif part.name == "tuple" and part.args:
            if len(part.args) == 2 and part.args[1].name == "...":
                found.append(_known(part.args[0]))
            elif (
                isinstance(key, Constant)
                and isinstance(key.value, int)
                and -len(part.args) <= key.value < len(part.args)
            ):
                found.append(_known(part.args[key.value]))
            else:
                found.append(None)
        elif part.name == "list" and part.args:
            found.append(_known(part.args[0]))
        else:
            fact = _kind(project, part.name, "__getitem__")
            text = fact.subscript if fact else ""
            found.append(
                substitute(type_from_text(text), type_values(project, part)) if text else None
            )
    return join(found) if found else None


def _kind(project: Codebase, name: str, method: str) -> TypeFact | None:
    """What a catalogue says of a type, also of one that a class of the project is below.

    Unless a class of the project has the method that answers.
    """
    if project.class_fact(name) is None:
        return project.catalogue.type(name)
    for owner in project.mro(name):
        own = project.class_fact(owner)
        if own is None:
            fact = project.catalogue.type(owner)
            if fact is not None or owner == "?":
                return fact
        elif method in own[1].methods:
            return None
    return None


def _known(type_: Type) -> Type | None:
    return None if type_.name == "Any" else type_


def iterated_type(project: Codebase, base: Type | None, is_async: bool) -> Type | None:
    """The type of an item of an iterable."""
    found: list[Type | None] = []
    for part in members(base):
        short = part.name.rpartition(".")[2]
        if part.name == "json":
            found.append(Type("json"))
        elif part.name == "type" and part.args:
            # Going over an enumeration gives its members.
            members_of = part.args[0].name
            is_enum = any(b.startswith("enum.") for b in project.mro(members_of))
            found.append(Type(members_of) if is_enum else None)
        elif part.name == "tuple" and part.args:
            items = (
                part.args[:1] if len(part.args) == 2 and part.args[1].name == "..." else part.args
            )
            found.append(join(_known(i) for i in items))
        elif (
            (part.name == "dict" and part.args)
            or (
                part.args
                and (
                    short in _CONTAINERS
                    or "Iterator" in short
                    or "Iterable" in short
                    or "Generator" in short
                )
            )
            or (
                part.args
                and short
                in (
                    "Mapping",
                    "KeysView",
                    "ValuesView",
                    "deque",
                    "Set",
                    "AbstractSet",
                    "MutableSequence",
                )
            )
        ):
            found.append(_known(part.args[0]))
        else:
            fact = _kind(project, part.name, "__aiter__" if is_async else "__iter__")
            text = fact.iterates if fact else ""
            found.append(
                substitute(type_from_text(text), type_values(project, part)) if text else None
            )
    return join(found) if found else None


def unpacked_type(project: Codebase, base: Type | None, index: int) -> Type | None:
    return item_type(project, base, Constant("int", index)) if base is not None else None


def awaited_type(project: Codebase, base: Type | None) -> Type | None:
    """What `await` gives for a value of the type."""
    found: list[Type | None] = []
    for part in members(base):
        short = part.name.rpartition(".")[2]
        if part.name == COROUTINE or short in ("Awaitable", "Future", "Task"):
            found.append(_known(part.args[0]) if part.args else None)
        elif short == "Coroutine":
            found.append(_known(part.args[2]) if len(part.args) > 2 else None)
        else:
            fact = project.catalogue.type(part.name)
            awaited = fact.awaited if fact else None
            found.append(
                substitute(type_from_text(awaited.returns), type_values(project, part))
                if awaited
                else None
            )
    return join(found) if found else None


def entered_type(project: Codebase, base: Type | None) -> Type | None:
    """What `with value as x` binds."""
    found: list[Type | None] = []
    for part in members(base):
        if part.name == "context":
            found.append(part.args[0] if part.args else None)
            continue
        if part.name == COROUTINE:
            # `async with client.get(...)`: what is awaited elsewhere is entered here.
            found.append(_known(part.args[1]) if len(part.args) > 1 else None)
            continue
        if project.class_fact(part.name):
            functions = [
                f
                for m in ("__aenter__", "__enter__")
                for owner in project.mro(part.name)
                for f in project.functions_named(f"{owner}.{m}")
            ]
            found.append(return_type(project, functions[0], part) if functions else None)
            continue
        fact = project.catalogue.type(part.name)
        entered = fact.entered if fact else None
        text = (entered.enters or entered.returns) if entered else ""
        found.append(substitute(type_from_text(text), type_values(project, part)) if text else None)
    return join(found) if found else None
