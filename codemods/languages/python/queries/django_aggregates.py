"""Numbers over rows in Django's ORM: `aggregate(total=Sum("total"), orders=Count("id"))`.

source: Django documentation, "QuerySet API reference" (`aggregate`, aggregation functions with `filter`,
`distinct` and `default`); observed: over no rows an aggregate is None, a count 0, and a `default` what
it says; a name that a field has is refused by `annotate`, the names that it gives by itself are not.
"""

from __future__ import annotations

from dataclasses import dataclass

from codemods.languages.python.queries.reading import Ask
from codemods.model.code import Argument, Call, Constant, Display, Expr, walk
from codemods.model.queries import Entity

AGGREGATES = {
    "Sum": "total",
    "Max": "maximum",
    "Min": "minimum",
    "Avg": "average",
    "Count": "count",
}
NONE = Constant("none", None)
_ALL = Constant("str", "*")
_OPTIONS = frozenset(["filter", "distinct", "default"])
# Whose answer is of the kind of the column: an average of whole numbers is none.
_KEEPING = frozenset(["Sum", "Max", "Min"])
_KINDS = {"int": "int", "text": "str", "folded": "str"}
_MODELS = "django.db.models."


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One number over rows: its name in the answer, the function, and what it is over no rows."""

    label: str
    function: Call
    default: Constant


def aggregates(
    args: tuple[Argument, ...], entity: Entity, ask: Ask
) -> tuple[Aggregate, ...] | None:
    """What a call of `aggregate` computes of an entity; None when that is not all known."""
    found = [_aggregate(arg, entity, ask) for arg in args]
    known = tuple(a for a in found if a is not None)
    labels = {a.label for a in known}
    if not known or not len(known) == len(found) == len(labels):
        return None
    # A name that one of them has stands for that one in the others, and hides the column.
    for one in known:
        named = {part.value for part in walk(one.function) if isinstance(part, Constant)}
        if named & (labels - {one.label}):
            return None
    return known


def _aggregate(arg: Argument, entity: Entity, ask: Ask) -> Aggregate | None:
    function, default = arg.value, None
    if arg.star or not isinstance(function, Call):
        return None
    if ask.symbol(function.callee) == f"{_MODELS}functions.Coalesce" and len(function.args) == 2:
        inner, instead = function.args[0].value, _constant(function.args[1].value, ask)
        if instead is None or not arg.keyword or not isinstance(inner, Call):
            return None
        if any(option.keyword == "default" for option in inner.args):
            return None
        if not _is_of_its_kind(instead, inner, entity, ask):
            return None
        return Aggregate(arg.keyword, function, instead)
    name = _known(function, ask)
    if name is None:
        return None
    for option in function.args[1:]:
        if option.keyword == "default":
            default = _constant(option.value, ask)
            if default is None or not _is_of_its_kind(default, function, entity, ask):
                return None
    first = function.args[0].value
    label = arg.keyword or f"{first.value if isinstance(first, Constant) else ''}__{name.lower()}"
    nothing = Constant("int", 0) if name == "Count" else NONE
    return Aggregate(label, function, default or nothing)


def _known(expr: Expr, ask: Ask) -> str | None:
    """The function that an expression calls for one column of the rows themselves."""
    if not isinstance(expr, Call) or not expr.args or expr.args[0].keyword:
        return None
    home, _, name = ask.symbol(expr.callee).rpartition(".")
    first = expr.args[0].value
    if f"{home}." != _MODELS or name not in AGGREGATES or not isinstance(first, Constant):
        return None
    if first.type != "str" or "__" in str(first.value):
        return None
    plain = all(a.keyword in _OPTIONS for a in expr.args[1:])
    return name if plain else None


def _is_of_its_kind(default: Constant, function: Call, entity: Entity, ask: Ask) -> bool:
    """Whether the database would give a default back as it stands: of a decimal column, 0 is a Decimal."""
    name = _known(function, ask)
    if default.type == "none":
        return name is not None and name != "Count"
    column = entity.columns.get(str(getattr(function.args[0].value, "value", "")))
    if name == "Sum" and column is not None:
        # Only what integer fields give is made an `int`; sums of other keys are a database's own.
        if column.references or column.attribute in entity.primary_key:
            return False
    return name in _KEEPING and column is not None and _KINDS.get(column.kind) == default.type


def _constant(expr: Expr, ask: Ask) -> Constant | None:
    match expr:
        case Constant(type="int" | "str" | "none"):
            return expr
        case Call(callee=callee, args=(Argument(value=Constant() as inner),)) if (
            ask.symbol(callee) == f"{_MODELS}Value"
        ):
            return inner if inner.type in ("int", "str", "none") else None
        case _:
            return None


def over_nothing(found: tuple[Aggregate, ...]) -> Expr:
    """The answer for no rows."""
    return Display(
        "dict", tuple(part for a in found for part in (Constant("str", a.label), a.default))
    )


def over_rows(found: tuple[Aggregate, ...]) -> list[Expr]:
    """What the numbers are made of beside columns: conditions."""
    inner = (a.function.args[0].value if _is_coalesced(a) else a.function for a in found)
    return [
        arg.value
        for function in inner
        if isinstance(function, Call)
        for arg in function.args[1:]
        if arg.keyword == "filter"
    ]


def _is_coalesced(found: Aggregate) -> bool:
    return isinstance(found.function.args[0].value, Call)


def named_by_itself(found: tuple[Aggregate, ...]) -> bool:
    """Whether `annotate` finds names for all of them that no field has: `total__sum`."""
    made = {(a.function.callee, a.function.args[0].value) for a in found}
    plain = all(len(a.function.args) == 1 and a.function.args[0].value != _ALL for a in found)
    return len(made) == len(found) and plain
