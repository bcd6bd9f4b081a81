"""The types of what is loaded, as annotations that a type checker agrees with."""

from __future__ import annotations

from codemods.model.code import Name
from codemods.model.queries import Batched, Filter, Query
from codemods.patterns._batch_case import Case, Reader
from codemods.patterns._batch_keys import kind_of, never_none
from codemods.project.queries import Asker

# Models whose columns have types that say whether they may be None.
_TYPED = frozenset(["sqlalchemy"])


def annotation_of(reader: Reader, case: Case, batched: Batched) -> str:
    """The type of what is loaded, where the code has annotations and the parts are known."""
    if reader.function.returns is None or len(case.keys) != 1:
        return ""
    asker = Asker(reader.effects, reader.scope, case.found.step)
    key = {"int": "int", "text": "str", "bool": "bool"}.get(kind_of(asker, case.keys[0]).kind, "")
    if not key:
        return ""
    if case.query.null_keys or _may_be_none(asker, case):
        key = f"{key} | None"
    if batched.grouping == "set":
        return f"set[{key}]"
    if case.query.gives == "count":
        return f"dict[{key}, int]"
    model = asker.spelled(case.query.entity) if case.query.gives == "entity" else None
    if not isinstance(model, Name):
        return ""
    if batched.grouping == "list":
        return f"defaultdict[{key}, list[{model.id}]]"
    return f"dict[{key}, {model.id}]"


def rows_have_none(asker: Asker, query: Query, part: Filter) -> bool:
    """Whether a type checker sees None in the column that the keys are compared with."""
    if query.library not in _TYPED:
        return False
    entity = asker.entity(part.entity)
    column = entity.columns.get(part.column) if entity is not None else None
    return column is not None and column.nullable


def value_is_optional(asker: Asker, query: Query) -> bool:
    """Whether None is the value of a row, too, and not only what stands for a missing one."""
    if query.library not in _TYPED or query.gives != "value" or not query.label:
        return False
    entity = asker.entity(query.entity)
    column = entity.columns.get(query.label) if entity is not None else None
    return column is not None and column.nullable


def _may_be_none(asker: Asker, case: Case) -> bool:
    """Whether a type checker sees None among the keys: in the rows, or where one is looked up."""
    if rows_have_none(asker, case.query, case.query.filters[case.varying[0]]):
        return True
    said = [(test, negated) for _, test, negated in case.conditions]
    typed = case.query.library in ("sqlalchemy", "raw")
    return typed and kind_of(asker, case.keys[0]).nullable and not never_none(case.keys[0], said)
