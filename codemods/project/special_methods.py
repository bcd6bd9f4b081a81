"""Which methods of the project's classes syntax runs: operators, tests, texts, what is set and deleted."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import Function
from codemods.project.codebase import Codebase
from codemods.project.types import Type

_ARITHMETIC = {
    "+": "add", "-": "sub", "*": "mul", "@": "matmul", "/": "truediv", "//": "floordiv",
    "%": "mod", "**": "pow", "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor",
}  # fmt: skip
_ALONE = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}
_COMPARED = {
    "==": ("__eq__", "__eq__"), "!=": ("__ne__", "__ne__"), "<": ("__lt__", "__gt__"),
    "<=": ("__le__", "__ge__"), ">": ("__gt__", "__lt__"), ">=": ("__ge__", "__le__"),
}  # fmt: skip
TESTED = ("__bool__", "__len__")
ITERATED = ("__iter__", "__getitem__")
SHOWN = {
    "": ("__format__", "__str__", "__repr__"),
    "s": ("__str__", "__repr__"),
    "r": ("__repr__",),
}
# What built-in functions run of what they are given first.
# source: Python language reference, "Data model", section "Special method names"
OF_BUILTINS = {
    "str": ("__str__", "__repr__"), "repr": ("__repr__",), "print": ("__str__", "__repr__"),
    "format": ("__format__", "__str__"), "bool": TESTED, "len": ("__len__",),
    "int": ("__int__", "__index__"), "float": ("__float__",), "abs": ("__abs__",),
    "round": ("__round__",), "hash": ("__hash__",), "next": ("__next__",),
    **dict.fromkeys(
        ["iter", "list", "tuple", "set", "frozenset", "sorted", "sum", "min", "max", "any", "all",
         "enumerate", "dict", "zip"],
        ITERATED,
    ),
}  # fmt: skip
# They are there to look: what is not known of them is taken to do no more than that.
LOOKING = frozenset(
    ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__bool__", "__len__",
     "__contains__", "__str__", "__repr__", "__format__", "__int__", "__float__", "__index__"]
)  # fmt: skip
# Where a class says nothing of these, a dataclass or a model looks at all of its fields.
WHOLE = frozenset(["__str__", "__repr__", "__format__", "__eq__", "__ne__", "__hash__"])

Names = tuple[str, ...]


def of_operator(operator: str, operands: int) -> tuple[tuple[int, Names], ...]:
    """The methods that an operation may run, by the operand whose they are."""
    if operands == 1:
        if operator == "not":
            return ((0, TESTED),)
        if operator.startswith("format"):
            return ((0, SHOWN.get(operator.partition("!")[2], ("__repr__",))),)
        return ((0, (_ALONE[operator],)),) if operator in _ALONE else ()
    if operator.startswith("format"):
        return ((0, SHOWN.get(operator.partition("!")[2], ("__repr__",))),)
    word = _ARITHMETIC.get(operator)
    if word is not None:
        return (0, (f"__{word}__",)), (1, (f"__r{word}__",))
    found: list[tuple[int, Names]] = []
    for place, sign in enumerate(operator.split("/")):
        if sign in ("in", "not in"):
            found.append((place + 1, ("__contains__", *ITERATED)))
        elif sign in _COMPARED:
            left, right = _COMPARED[sign]
            found += ((place, (left, "__eq__")), (place + 1, (right, "__eq__")))
    return tuple(found)


def in_place(operator: str) -> Names:
    """The methods that `a += b` may run of `a`."""
    word = _ARITHMETIC.get(operator)
    return (f"__i{word}__", f"__{word}__") if word is not None else ()


def special_methods(project: Codebase, type_: Type, names: Names) -> tuple[Function, ...]:
    """The first of these methods that a class has, and those of the classes below it."""
    if not project.class_fact(type_.name) or not any(n in _defined(project) for n in names):
        return ()
    key = ("special methods", type_.name, type_.exact, names)
    if key not in project.memo:
        project.memo[key] = tuple(_found(project, type_, names))
    return project.memo[key]  # type: ignore[return-value]


def _found(project: Codebase, type_: Type, names: Names) -> Iterator[Function]:
    order = project.mro(type_.name)
    for name in names:
        owner = next((o for o in order if _has(project, o, name)), None)
        if owner is not None:
            yield from project.functions_named(f"{owner}.{name}")
            break
    for child in () if type_.exact else project.subclasses(type_.name):
        for name in names:
            if _has(project, child, name):
                yield from project.functions_named(f"{child}.{name}")


def _has(project: Codebase, owner: str, name: str) -> bool:
    fact = project.class_fact(owner)
    return fact is not None and name in fact[1].methods


def _defined(project: Codebase) -> frozenset[str]:
    """The names of all special methods that classes of the project define."""
    key = ("special methods",)
    if key not in project.memo:
        project.memo[key] = frozenset(
            short
            for module in project.modules.values()
            for name in module.functions
            if (short := name.rpartition(".")[2]).startswith("__") and short.endswith("__")
        )
    return project.memo[key]  # type: ignore[return-value]


def setters(project: Codebase, type_: Type, name: str) -> tuple[Function, ...]:
    """What setting an attribute runs: the setter of a property, or `__setattr__`."""
    if not project.class_fact(type_.name):
        return ()
    key = ("setters", type_.name, type_.exact, name)
    if key not in project.memo:
        below = () if type_.exact else project.subclasses(type_.name)
        project.memo[key] = (
            *(f for o in (*project.mro(type_.name), *below) for f in _setter(project, o, name)),
            *special_methods(project, type_, ("__setattr__",)),
        )
    return project.memo[key]  # type: ignore[return-value]


def _setter(project: Codebase, owner: str, name: str) -> Iterator[Function]:
    found = project.class_fact(owner)
    if found is None or name not in found[1].methods:
        return
    module, fact = found
    for setter in module.functions.get(f"{fact.name}.{name}", ()):
        if any(d.rpartition(".")[2] == "setter" for d in setter.decorators):
            function = project.function(module, setter)
            if function is not None:
                yield function
