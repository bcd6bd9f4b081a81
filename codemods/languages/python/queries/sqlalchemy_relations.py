"""Conditions that compare a relation with an object: equality of the foreign key behind it.

source: SQLAlchemy documentation, "Relationship-specific comparison operators" and `with_parent`;
observed: both compare the foreign key with the primary key that the object has when the statement is
sent, after pending objects are written.
"""

from __future__ import annotations

from codemods.languages.python.queries.reading import Ask
from codemods.model.code import Argument, Attribute, Call, Expr, Operation
from codemods.model.queries import Column, Entity, Filter

_WITH_PARENT = ("sqlalchemy.orm.with_parent", "sqlalchemy.orm.util.with_parent")


def relation_condition(expr: Expr, ask: Ask) -> Filter | None:
    """`Order.user == user` and `with_parent(user, User.orders)` as `Order.user_id == user.id`."""
    match expr:
        case Operation(operator="==", operands=(left, right)):
            for relation, value in ((left, right), (right, left)):
                if isinstance(relation, Attribute):
                    name = ask.class_named(relation.value)
                    found = _led_by(name, relation.name, relation.value, value, ask)
                    if found is not None:
                        return found
        case Call(
            callee=callee,
            args=(
                Argument(value=value, keyword=None, star=""),
                Argument(value=Attribute(value=owner, name=name), star=""),
            ),
        ) if ask.symbol(callee) in _WITH_PARENT:
            return _leading_back(ask.class_named(owner), name, value, ask)
    return None


def keyword_condition(
    entity: str, keyword: str, owner: Expr, value: Expr, ask: Ask
) -> Filter | None:
    """`filter_by(user=user)` as `Order.user_id == user.id`."""
    return _led_by(entity, keyword, owner, value, ask)


def doubt(found: Filter, ask: Ask) -> str:
    """What has to be known of the object that a relation is compared with; "" for rows of a query."""
    value = found.value
    if isinstance(value, Attribute) and ask.is_loaded(value.value):
        return ""
    return "whether the objects are stored: one that is pending gets its key with the query"


def _led_by(name: str, relation: str, owner: Expr, value: Expr, ask: Ask) -> Filter | None:
    """A relation to one row, by the one foreign key that leads there."""
    entity = ask.entity(name) if name else None
    target = _target(entity, relation, ask)
    if entity is None or target is None:
        return None
    key = _key_between(entity, target)
    if key is None or not _is_row(value, target, ask):
        return None
    held = Attribute(value, target.primary_key[0])
    return Filter(name, key.attribute, held, spelled=Attribute(owner, key.attribute))


def _leading_back(name: str, relation: str, value: Expr, ask: Ask) -> Filter | None:
    """The rows of a collection, by the one foreign key that leads from them to its owner."""
    entity = ask.entity(name) if name else None
    target = _target(entity, relation, ask)
    if entity is None or target is None:
        return None
    key, spelled = _key_between(target, entity), ask.spelled(target.name)
    if key is None or spelled is None or not _is_row(value, entity, ask):
        return None
    held = Attribute(value, entity.primary_key[0])
    return Filter(target.name, key.attribute, held, spelled=Attribute(spelled, key.attribute))


def _target(entity: Entity | None, relation: str, ask: Ask) -> Entity | None:
    """The class behind a relation that is joined by keys alone."""
    if entity is None or entity.library not in ("sqlalchemy", "sqlmodel"):
        return None
    if entity.lazy.get(relation, "?") == "?":
        return None
    return ask.entity(entity.relations.get(relation, ""))


def _key_between(entity: Entity, target: Entity) -> Column | None:
    """The one column that leads from one class to the key of another, where none leads back."""
    if entity.name == target.name or len(target.primary_key) != 1:
        return None
    there = f"{target.table}.{target.columns[target.primary_key[0]].name}"
    found = [c for c in entity.columns.values() if _names(c, target)]
    back = [c for c in target.columns.values() if _names(c, entity)]
    if back or len(found) != 1 or found[0].references not in (there, f"public.{there}"):
        return None
    return found[0]


def _names(column: Column, entity: Entity) -> bool:
    """Whether a foreign key leads to the table of a class, however it is spelled."""
    table = column.references.rpartition(".")[0]
    return (bool(table) and (table == entity.table or column.references == entity.name)) or (
        column.references.startswith(f"{entity.name}.")
    )  # fmt: skip


def _is_row(value: Expr, entity: Entity, ask: Ask) -> bool:
    """Whether a value is an object of the class that is surely there."""
    held = ask.object_behind(value)
    return held is not None and held.name == entity.name


__all__ = ["doubt", "keyword_condition", "relation_condition"]
