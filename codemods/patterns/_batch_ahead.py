"""Missing rows in a comprehension: all keys are looked at before its first item is made.

A comprehension has no place for a statement. Where it does nothing but take rows and make values of
them, the first key without a row raises before it as it would have raised in it.
"""

from __future__ import annotations

from codemods.languages.python.queries.reading import changed, singular
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Comprehension,
    Expr,
    Item,
    Name,
    Operation,
    ShortCircuit,
    children,
    walk,
)
from codemods.patterns._batch_case import Case, No, Reader
from codemods.project.purity import may_raise, names_read, why_not_pure
from codemods.project.queries import Asker

_ROW = Name("<row>")


def stands_alone(reader: Reader, case: Case) -> bool:
    """Whether the loops that are left behind are those of one comprehension that only makes values."""
    frames = case.found.frames[case.start :]
    own = frames[0].comprehension
    if own is None or any(f.comprehension is not own for f in frames):
        return False
    if [f.kind for f in frames].count("loop") != 1 or len(case.values) != 1:
        return False
    if sum(f.kind == "if" for f in frames) != len(case.conditions):
        return False  # keys of items that are left out would be looked at, too
    return _only_values(reader, case, own)


def _only_values(reader: Reader, case: Case, own: Comprehension) -> bool:
    """Whether nothing else in a comprehension can raise or be seen from outside."""
    step, expr = case.found.step, case.found.expr
    with reader.scope.inside(own):
        parts = [*own.elements, *(c for clause in own.clauses for c in clause.conditions)]
        for part in parts:
            if case.found.gathered is not None and part in (expr, getattr(expr, "value", None)):
                continue
            rest = changed(part, lambda p: _ROW if p is expr else None)
            if any(isinstance(p, Await) for p in walk(rest)):
                return False
            if why_not_pure(reader.effects.of_expr(reader.scope, rest, step)) is not None:
                return False
            if not _takes_columns(reader, case, rest):
                return False
            taken = frozenset(p for p in walk(rest) if _of_row(p))
            if may_raise(reader.effects, reader.scope, rest, step, known=taken) is not None:
                return False
    return True


def _of_row(part: Expr) -> bool:
    """Whether it is the row, or an attribute of it."""
    return part == _ROW or (isinstance(part, Attribute) and part.value == _ROW)


def _takes_columns(reader: Reader, case: Case, expr: Expr) -> bool:
    """Whether nothing is taken of a row but columns that are there, and nothing of these."""
    query = case.query
    entity = Asker(reader.effects, reader.scope, case.found.step).entity(query.entity)
    columns = entity.columns if entity is not None and not query.shaped else {}
    for part in walk(expr):
        if isinstance(part, Attribute) and part.value == _ROW:
            column = columns.get(part.name) if query.gives == "entity" else None
            if column is None or column.deferred:
                return False
        deeper = any(
            _of_row(c) and not (isinstance(part, Attribute) and c == _ROW) for c in children(part)
        )
        if deeper and isinstance(part, Attribute | Item | Call | Operation | ShortCircuit):
            return isinstance(part, Operation) and part.operator.startswith("format")
    return True


def looked_for(case: Case, into: str, keys: str, raised: Expr, key: str) -> str:
    """The loop over all keys that raises for the first one that has no row."""
    value = case.values[0]
    made = changed(raised, lambda p: Name(key) if p == value else None)
    bound = {n for f in case.found.frames[case.start :] for n in f.bound()}
    if names_read(made) & bound:
        raise No("a comprehension cannot raise for a missing row", "B09")
    return f"for {key} in {keys}:\n    if {key} not in {into}:\n        raise {spell(made)}\n"


def key_name(reader: Reader, keys: str) -> str:
    """The name for one of the keys."""
    return reader.fresh(singular(keys))
