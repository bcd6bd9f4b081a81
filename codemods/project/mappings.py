"""Classes that SQLAlchemy is told to map to a table elsewhere: `registry.map_imperatively(Order, orders)`.

source: SQLAlchemy documentation, "ORM Mapped Class Configuration", "Imperative Mapping" (columns become
attributes of their own names unless `properties` says otherwise; what the class defines itself stays).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    expressions,
    steps_within,
    walk,
)
from codemods.project.codebase import Codebase, Module, Symbol
from codemods.project.types import dotted_name

_MAPPERS = ("map_imperatively", "mapper")
_CLASSIC = ("sqlalchemy.orm.mapper", "sqlalchemy.orm.mapperlib.mapper")
# A statement that goes on for longer is no mapping.
_MOST_LINES = 120


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a class is mapped: its table, what else it gets, and columns under other names."""

    module: Module
    table: str
    relations: Mapping[str, Call] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)  # the column: the attribute


def mapped_class(project: Codebase, cls: str) -> Mapped | None:
    """The one mapping of a class; None where there is none, or more than is understood."""
    if project.class_fact(cls) is None:
        return None
    known = project.memo.get("imperative mappings")
    if not isinstance(known, dict):
        known = project.memo["imperative mappings"] = _all(project)
    found = known.get(cls, [])
    return found[0] if len(found) == 1 else None


def _all(project: Codebase) -> dict[str, list[Mapped | None]]:
    found: dict[str, list[Mapped | None]] = defaultdict(list)
    for module in project.mentioning("map_imperatively", "mapper("):
        for call, symbols in _calls(project, module):
            cls = symbols(call.args[0].value) if call.args else None
            if cls is not None and cls.kind == "class":
                found[cls.name].append(_read(module, call, symbols))
    return found


class _Meaning:
    """What names mean at module level, or in the function where the mapping stands."""

    def __init__(self, project: Codebase, module: Module, within: object = None) -> None:
        self.project, self.module, self.within = project, module, within

    def __call__(self, expr: Expr) -> Symbol | None:
        if self.within is not None:
            return self.within.symbol_of(expr)  # type: ignore[attr-defined,no-any-return]
        dotted = dotted_name(expr)
        return self.project.resolve_dotted(self.module, dotted) if dotted else None


def _calls(project: Codebase, module: Module) -> Iterator[tuple[Call, _Meaning]]:
    rows = project.lines(module.path)
    for number, row in enumerate(rows, 1):
        if not any(f"{name}(" in row for name in _MAPPERS) or row.lstrip().startswith("#"):
            continue
        inside = [f for f in module.facts.functions if f.def_line < number <= f.end_line]
        if not inside:
            meaning = _Meaning(project, module)
            for end in range(number, min(number + _MOST_LINES, len(rows)) + 1):
                step = project.statement(module, number, end)
                if step is not None:
                    exprs = expressions(step)
                    yield from ((c, meaning) for c in _mapping_calls(exprs, meaning))
                    break
            continue
        function = project.function(module, max(inside, key=lambda f: f.def_line))
        if function is None:
            continue
        meaning = _Meaning(project, module, project.view(function))
        for step in steps_within(function.body):
            if step.span.line <= number <= step.span.end_line and not step.blocks:
                for call in _mapping_calls(expressions(step), meaning):
                    if call.span.line <= number <= call.span.end_line:
                        yield call, meaning


def _mapping_calls(exprs: tuple[Expr, ...], meaning: _Meaning) -> Iterator[Call]:
    for expr in exprs:
        for part in walk(expr):
            if not isinstance(part, Call) or not part.args:
                continue
            symbol = meaning(part.callee)
            if (symbol is not None and symbol.name in _CLASSIC) or (
                isinstance(part.callee, Attribute) and part.callee.name == _MAPPERS[0]
            ):
                yield part


def _read(module: Module, call: Call, meaning: _Meaning) -> Mapped | None:
    """The mapping that a call makes; None where it says more than is understood."""
    if any(a.star or a.keyword not in (None, "local_table", "properties") for a in call.args):
        return None
    given = call.argument(1, "local_table")
    table = meaning(given) if given is not None else None
    if given is None or table is None or table.kind != "variable" or len(call.args) > 3:
        return None
    properties = call.argument(2, "properties")
    relations: dict[str, Call] = {}
    renamed: dict[str, str] = {}
    if properties is not None:
        if not isinstance(properties, Display) or properties.type != "dict":
            return None
        for key, value in zip(properties.items[::2], properties.items[1::2], strict=True):
            if not isinstance(key, Constant):
                return None
            column = _column_of(value, given)
            if column:
                renamed[column] = str(key.value)
            elif isinstance(value, Call) and _is_relation(value):
                relations[str(key.value)] = value
            else:
                return None
    return Mapped(module, table.name, relations, renamed)


def _column_of(value: Expr, table: Expr) -> str:
    match value:
        case Attribute(value=Attribute(value=owner, name="c" | "columns"), name=name) if (
            owner == table
        ):
            return name
        case _:
            return ""


def _is_relation(call: Call) -> bool:
    return (dotted_name(call.callee) or "").rpartition(".")[2] in ("relationship", "relation")
