"""Keys as a table with positions: the database says which of them a row belongs to.

source: SQLAlchemy, "Table-Valued Functions" (`unnest` WITH ORDINALITY, `json_each`); PostgreSQL,
"Type Conversion: Operators" (a parameter without a type takes that of the column, a text does not:
`citext = text` tells cases apart); SQLite, "Datatypes" section 7.1 (the column on the left gives the
collation).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.languages.python.queries.reading import Ask, Link, call_of, method
from codemods.languages.python.spell import spell
from codemods.model.code import Argument, Attribute, Constant, Expr, Name
from codemods.model.queries import Entity, Filter, Unreadable

_DIALECTS = "sqlalchemy.dialects.postgresql"
# Of the other texts, `String` has no length either that a cast would cut them to.
_ELEMENTS = {"citext": ("CITEXT", _DIALECTS)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The table of keys: the statement that makes it, its two columns, and the key at a position."""

    setup: str
    value: Expr
    position: Expr
    key: str  # `{}` stands for the position
    imports: tuple[tuple[str, str], ...]


def wanted_keys(
    part: Filter,
    links: Sequence[Link],
    entity: Entity | None,
    ask: Ask,
    fresh: Callable[[str], str],
) -> Wanted | Unreadable:
    """The table of keys that a column is compared with; `KEYS` stands for the keys."""
    owner = ask.entity(part.entity)
    column = owner.columns.get(part.column) if owner is not None else None
    table = Name(fresh("wanted"))
    columns = Attribute(table, "c")
    numbered = "wanted_position" if _has(entity, "position") else "position"
    if ask.dialect == "sqlite":
        dumped = method(Name("json"), "dumps", Name("KEYS"))
        made = method(
            method(Name("func"), "json_each", dumped),
            "table_valued", Constant("str", "key"), Constant("str", "value"),
        )  # fmt: skip
        value: Expr = Attribute(columns, "value")
        position: Expr = Attribute(columns, "key")
        if _has(entity, "key"):
            position = method(position, "label", Constant("str", numbered))
        setup = f"{table.id} = {spell(made)}"
        imports: tuple[tuple[str, str], ...] = (("json", ""), ("sqlalchemy", "func"))
        found = Wanted(setup, value, position, "KEYS[{}]", imports)
    elif ask.dialect == "postgresql" and column is not None and column.sql_type:
        name, module = _ELEMENTS.get(column.sql_type, ("String", "sqlalchemy"))
        array = call_of(Name("ARRAY"), Name(name))
        listed = method(Name("func"), "unnest", call_of(Name("cast"), Name("KEYS"), array))
        made = method(
            listed, "table_valued",
            Constant("str", "key"), Argument(Constant("str", numbered), "with_ordinality"),
        )  # fmt: skip
        value, position = Attribute(columns, "key"), Attribute(columns, numbered)
        names = ("ARRAY", "cast", "func")
        imports = (*(("sqlalchemy", n) for n in names), (module, name))
        setup = f"{table.id} = {spell(method(made, 'render_derived'))}"
        found = Wanted(setup, value, position, "KEYS[{} - 1]", imports)
    else:
        return Unreadable(f"`{part.column}` has an equality of its own", "B18")
    loose = {a.keyword for link in links if link.name == "filter_by" for a in link.args or ()}
    if loose & {"key", "value", "position"}:
        return Unreadable("`filter_by` could mean a column of the keys' own table", "B18")
    return found


def _has(entity: Entity | None, name: str) -> bool:
    return entity is None or any(name in (c.name, c.attribute) for c in entity.columns.values())
