"""Models that a library brings: their tables, and what an abstract one gives to models below it."""

from __future__ import annotations

from collections.abc import Callable

from codemods.libraries.facts import ModelFact
from codemods.model.queries import Column, ColumnKind, Entity, Manager

# Which class is meant is the project's to say.
USER = "User"


def entity_of_library(
    fact: ModelFact, user: str, kind_of_key: Callable[[str], ColumnKind]
) -> Entity | None:
    """The table of a model; None for an abstract one. `kind_of_key` is asked for what is referenced."""
    if not fact.table:
        return None
    columns = columns_of(fact, user, kind_of_key)
    key = fact.primary_key
    relations = {c.object_attribute: c.references for c in columns.values() if c.object_attribute}
    managers = {fact.manager: Manager()} if fact.manager else {}
    return Entity(
        fact.name, fact.table, "django", columns, (key,), ((key,), *fact.unique), relations,
        ordering=fact.ordering, managers=managers, where=fact.name,
    )  # fmt: skip


def columns_of(
    fact: ModelFact, user: str, kind_of_key: Callable[[str], ColumnKind]
) -> dict[str, Column]:
    """The columns that a model has by itself, foreign keys last."""
    found: dict[str, Column] = {}
    for name, said in fact.columns.items():
        kind: ColumnKind = said.removesuffix("?")  # type: ignore[assignment]
        found[name] = Column(name, name, kind, said.endswith("?"))
    for name, said in fact.references.items():
        single, nullable = said.startswith("!"), said.endswith("?")
        target = said.removeprefix("!").removesuffix("?")
        if target == USER:
            target = user
        found[f"{name}_id"] = Column(
            f"{name}_id", f"{name}_id", kind_of_key(target), nullable, target, name,
            related_name=fact.related.get(name, ""), single=single,
        )  # fmt: skip
    return found
