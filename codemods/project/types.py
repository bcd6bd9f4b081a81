"""Types as the project states them: by annotation, constructor, or the library catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from codemods.languages.python.read import read_expression
from codemods.model.code import Attribute, Constant, Display, Expr, Item, Name, Operation
from codemods.model.valueclass import valueclass

UNION = "|"
NONE = "None"
COROUTINE = "coroutine"
_IMMUTABLE = frozenset(
    [
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "None",
        "range",
        "frozenset",
        "complex",
        "datetime.datetime",
        "datetime.date",
        "datetime.timedelta",
        "decimal.Decimal",
        "uuid.UUID",
        "type",
        "module",
        "function",
        "closure",
    ]
)

_CHANGED_IN_PLACE = frozenset(
    [
        "list",
        "dict",
        "set",
        "bytearray",
        "array.array",
        "collections.deque",
        "collections.Counter",
        "collections.OrderedDict",
        "collections.defaultdict",
        "collections.abc.MutableSequence",
        "collections.abc.MutableMapping",
        "collections.abc.MutableSet",
        "typing.MutableSequence",
        "typing.MutableMapping",
        "typing.MutableSet",
    ]
)


@valueclass(frozen=True, slots=True)
class Type:
    """A type by its canonical dotted name.

    `exact` says that the object is of this very class, not of a subclass. `optional` says that it
    may also be None. A union has the name `|`, a class object `type`, a coroutine `coroutine`, a
    function `function` and a partial application `partial`, with what they are about in `args`.
    `made_with` are the classes that the constructor of the object was handed, by parameter.
    """

    name: str
    args: tuple[Type, ...] = ()
    exact: bool = False
    optional: bool = False
    made_with: tuple[tuple[str, Type], ...] = ()

    def __str__(self) -> str:
        text = self.name.rpartition(".")[2]
        if self.name == UNION:
            text = " | ".join(str(a) for a in self.args)
        elif self.args:
            text += "[" + ", ".join(str(a) for a in self.args) + "]"
        return text + (" | None" if self.optional else "")


def members(type_: Type | None) -> tuple[Type, ...]:
    """The alternatives of a union, or the type alone."""
    if type_ is None:
        return ()
    return type_.args if type_.name == UNION else (type_,)


def is_immutable(type_: Type | None) -> bool:
    """Whether nobody can change a value of the type: looking into it reads no state."""
    found = members(type_)
    return bool(found) and all(p.name in _IMMUTABLE for p in found)


def is_changed_in_place(type_: Type | None) -> bool:
    """Whether `+=` and `|=` change a value of the type, and so what others have of it."""
    found = members(type_)
    return bool(found) and all(p.name in _CHANGED_IN_PLACE for p in found)


def without_items(type_: Type) -> Type:
    """The type, saying nothing of what is in containers: others that have them may put in more."""
    if type_.name == UNION or type_.name == "tuple":
        return replace(type_, args=tuple(without_items(a) for a in type_.args))
    return replace(type_, args=()) if type_.name in _CHANGED_IN_PLACE else type_


def join(types: Iterable[Type | None]) -> Type | None:
    """One type for a value that has any of these; None as soon as one is unknown."""
    found: list[Type] = []
    optional = False
    for type_ in types:
        if type_ is None:
            return None
        optional = optional or type_.optional
        if type_.name == NONE:
            optional = True
            continue
        for part in members(type_):
            plain = _as_optional(part, False)
            if not found:
                found.append(plain)
            elif plain not in found:
                twin = Type(plain.name, plain.args, not plain.exact)
                if twin in found:
                    found[found.index(twin)] = Type(plain.name, plain.args)
                else:
                    found.append(plain)
    if not found:
        return Type(NONE) if optional else None
    if len(found) == 1:
        return _as_optional(found[0], optional)
    if len(found) > 6:
        return None
    return Type(UNION, tuple(found), optional=optional)


def _as_optional(type_: Type, optional: bool) -> Type:
    if type_.optional is optional:
        return type_
    return Type(type_.name, type_.args, type_.exact, optional, type_.made_with)


def substitute(type_: Type | None, values: Mapping[str, Type | None]) -> Type | None:
    """The type with type variables replaced; None where a variable has no value."""
    if type_ is None:
        return None
    if type_.name in values:
        value = values[type_.name]
        return _as_optional(value, value.optional or type_.optional) if value else None
    if not type_.args:
        return type_
    args = tuple(substitute(a, values) or Type("Any") for a in type_.args)
    return Type(type_.name, args, type_.exact, type_.optional, type_.made_with)


@lru_cache(maxsize=4096)
def type_from_text(text: str) -> Type | None:
    """A type written in a catalogue, where all names are already canonical."""
    expr = read_expression(text) if text else None
    return None if expr is None else _plain(expr)


def _plain(expr: Expr) -> Type | None:
    match expr:
        case Name(id="Any") | Name(id="object"):
            return None
        case Constant(type="none"):
            return Type(NONE)
        case Name() | Attribute():
            return Type(dotted_name(expr) or "?")
        case Item(value=value, key=key):
            head = dotted_name(value)
            parts = key.items if isinstance(key, Display) and key.type == "tuple" else (key,)
            if head is None:
                return None
            return Type(head, tuple(_plain(p) or Type("Any") for p in parts))
        case Operation(operator="|", operands=operands):
            return join(_plain(o) for o in operands)
        case _:
            return None


def dotted_name(expr: Expr) -> str | None:
    """`a.b.c` when the expression is nothing but names and attributes."""
    parts: list[str] = []
    while isinstance(expr, Attribute):
        parts.append(expr.name)
        expr = expr.value
    if not isinstance(expr, Name):
        return None
    parts.append(expr.id)
    return ".".join(reversed(parts))
