"""Keys of objects that may not be stored yet: a query by one is not what a lookup of None finds."""

from __future__ import annotations

from codemods.model.code import Attribute, Call, Comprehension, Expr, Item, Name, Operation
from codemods.model.queries import Column, Query
from codemods.patterns._batch_case import Case, No
from codemods.project.describe import describe
from codemods.project.queries import Asker
from codemods.project.stored import made_unstored, makes

_MOST_STEPS = 4


def check_stored(asker: Asker, case: Case, key: Expr, column: Column | None) -> None:
    """Refuses keys of objects that are made here, and names the fact where others may be made.

    Without a key, a relation raises an error, and a comparison finds the rows without a value.
    """
    if not isinstance(key, Attribute):
        return
    owner = key.value
    entity = asker.entity_behind(owner)
    if entity is None or key.name not in ("pk", *entity.primary_key):
        return
    query = case.query
    asks_object = bool(query.relation) or any(
        asker.entity_behind(value) is not None for value in case.values
    )
    if not asks_object and column is not None and not column.nullable:
        return  # no row has None there, and a lookup finds none
    own = entity.columns.get(entity.primary_key[0]) if len(entity.primary_key) == 1 else None
    if own is None or own.kind not in ("int", "unknown"):
        return  # a key that a model makes itself is there from the start
    if asker.is_loaded(owner) or _comes_of_query(asker, owner):
        return
    type_ = asker.scope.type_of(owner, asker.at)
    if type_ is not None and type_.exact and makes(asker.scope, entity):
        raise No(f"`{describe(owner)}` may not be stored yet, and so have no key", "B18")
    place = made_unstored(asker.effects, entity)
    if place:
        name = entity.name.rpartition(".")[2]
        case.missing.append(
            f"that `{describe(owner)}` is stored: {place} makes a `{name}` and does not store it"
        )


def _comes_of_query(asker: Asker, expr: Expr, depth: int = 0) -> bool:
    """Whether rows, or what is left of them, come of a query: sorted, cut, chosen by a condition."""
    if depth > _MOST_STEPS:
        return False
    rows: Expr | None = None
    match expr:
        case Name():
            rows = asker.rows_behind(expr)
        case Call(
            callee=Name(id="sorted" | "list" | "reversed" | "tuple" | "set"), args=(only, *_)
        ):
            rows = only.value
        case Item(value=inner, key=Operation(operator="slice")):
            rows = inner
        case Comprehension(elements=(element,), clauses=(clause,)) if element == clause.target:
            rows = clause.iterable
    if rows is None:
        return False
    return isinstance(asker.read(rows), Query) or _comes_of_query(asker, rows, depth + 1)


__all__ = ["check_stored"]
