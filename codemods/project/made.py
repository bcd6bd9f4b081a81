"""Where the key of a row is in what is made of the row: `User(**row).id` is `row["id"]`.

Only classes that keep what they are given are looked through: dataclasses and named tuples without
code of their own for making one. Pydantic converts, but not a value that has the type it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.model.code import Argument, Attribute, Call, Constant, Expr, Item, Name
from codemods.model.queries import ColumnKind
from codemods.project.codebase import Codebase
from codemods.project.scope import Scope
from codemods.project.types import dotted_name

_MAKING = frozenset(
    ["__init__", "__new__", "__post_init__", "__setattr__", "__getattribute__", "model_post_init"]
)
_NAMED_TUPLES = frozenset(["typing.NamedTuple"])
_PYDANTIC = "pydantic.BaseModel"
# The annotations under which Pydantic keeps the values of a column as they are.
_KEPT: dict[str, ColumnKind] = {"int": "int", "uuid.UUID": "uuid"}
_OWN_DECORATORS = frozenset(["property", "classmethod", "staticmethod"])
_NOT_PLAIN = frozenset(["ClassVar", "InitVar", "KW_ONLY"])


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """The column of the keys: what it is called in a row, and what it holds."""

    row: str  # the name of the row
    attribute: str  # of a row that is an object; "" where rows are none
    places: tuple[object, ...]  # labels and numbers, where rows are no objects
    kind: ColumnKind

    def is_read_by(self, expr: Expr) -> bool:
        match expr:
            case Attribute(value=Name(id=row), name=name):
                return row == self.row and name == self.attribute
            case Item(value=Name(id=row), key=Constant(value=place)):
                return row == self.row and place in self.places
            case _:
                return False


def key_in(scope: Scope, made: Expr, key: KeyColumn) -> str:
    """How the key is read from what is made of a row (`.id`, `["id"]`); "" when that is not known."""
    if not isinstance(made, Call):
        return ""
    symbol = scope.symbol_of(made.callee)
    labels = [p for p in key.places if isinstance(p, str)]
    if symbol is None:
        return ""
    if symbol.name.removeprefix("builtins.") == "dict":
        plain = made.args == (Argument(Name(key.row)),) and len(labels) == 1
        return f'["{labels[0]}"]' if plain else ""
    if symbol.kind != "class":
        return ""
    fields = _fields(scope.project, symbol.name, key.kind)
    name = _field_of(made.args, list(fields), key)
    return f".{name}" if fields.get(name) else ""


def _field_of(args: Sequence[Argument], fields: Sequence[str], key: KeyColumn) -> str:
    """The field that is given the key, "" for none."""
    row, found = Name(key.row), ""
    spread = False
    for number, arg in enumerate(args):
        if arg.star == "**":
            value = arg.value
            if isinstance(value, Call) and value.callee == Name("dict") and len(value.args) == 1:
                value = value.args[0].value
            label = next((p for p in key.places if isinstance(p, str)), "")
            found = found or (label if value == row and label in fields else "")
        elif arg.star:
            place = next((p for p in key.places if isinstance(p, int)), -1)
            if arg.value == row and number == 0 and 0 <= place < len(fields):
                found = fields[place]
            spread = True
        elif key.is_read_by(arg.value):
            if arg.keyword is not None:
                found = arg.keyword
            elif not spread and number < len(fields):
                found = fields[number]
    return found


def _fields(project: Codebase, cls: str, kind: ColumnKind) -> dict[str, bool]:
    """The fields of a class in their order, each with whether it keeps a value of a kind as it is."""
    found = project.class_fact(cls)
    if found is None:
        return {}
    module, fact = found
    header = project.lines(module.path)[fact.line - 1].strip()
    bases = [project.resolve_dotted(module, b).name for b in fact.bases]
    marks = [project.resolve_dotted(module, d).name for d in fact.decorators]
    if not re.fullmatch(r"class \w+(\([\w., ]*\))?:", header) or _MAKING & set(fact.methods):
        return {}
    keeps: Callable[[str], bool]
    if (not bases and marks == ["dataclasses.dataclass"]) or (
        not marks and len(bases) == 1 and bases[0] in _NAMED_TUPLES
    ):
        keeps = bool
    elif not marks and bases == [_PYDANTIC] and _is_plain(project, cls, fact.methods):
        if any(c.name.startswith(f"{fact.name}.") for c in module.facts.classes):
            return {}

        def keeps(note: str) -> bool:
            return (
                _KEPT.get(project.resolve_dotted(module, note).name.removeprefix("builtins."))
                == kind
            )
    else:
        return {}
    fields: dict[str, bool] = {}
    for name, line, end in fact.attributes:
        step = project.statement(module, line, end)
        if step is None or name == "model_config":
            return {}
        if step.annotation is None:
            continue
        text = dotted_name(step.annotation) or "?"
        words = "\n".join(project.lines(module.path)[line - 1 : end])
        if any(word in words for word in _NOT_PLAIN) or isinstance(step.value, Call):
            return {}
        fields[name] = keeps(text) and name not in fact.methods
    return fields


def _is_plain(project: Codebase, cls: str, methods: Sequence[str]) -> bool:
    """Whether no validator looks at the values first."""
    return all(
        dotted_name(mark) in _OWN_DECORATORS
        for method in methods
        for function in project.functions_named(f"{cls}.{method}")
        for mark in function.decorators
    )


__all__ = ["KeyColumn", "key_in"]
