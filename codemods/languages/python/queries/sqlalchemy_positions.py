"""Keys as a table with positions: the database says which of them a row belongs to.

Where one list of keys is compared as the single key was, the list is that table. Everywhere else
it is made of the single comparisons, one branch of a `UNION ALL` for each key, whose parameters are
bound as before: that holds for every type and every database.

source: SQLAlchemy, "Table-Valued Functions" (`unnest` WITH ORDINALITY, `json_each`), "UNION, UNION ALL
and other set operations"; PostgreSQL, "Type Conversion: Operators" (a parameter without a type takes
that of the column, a text does not: `citext = text` tells cases apart); SQLite, "Datatypes" section
7.1 (the column on the left gives the collation), "Limits" (500 parts of a compound query).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codemods.languages.python.queries.reading import Ask, Link, call_of, method
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
)
from codemods.model.queries import Entity, Filter, Unreadable

_DIALECTS = "sqlalchemy.dialects.postgresql"
# Of the other texts, `String` has no length either that a cast would cut them to.
_ELEMENTS = {"citext": ("CITEXT", _DIALECTS)}


# Every branch is planned by itself.
_MOST_BRANCHES = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """The table of keys: the statement that makes it, and how the query's own rows find it.

    `chosen` compares with it, `position` is its column with the number of the key, `key` the key at
    a position, for which `{}` stands. `most` is how many keys go into one.
    """

    setup: str
    chosen: Expr
    position: Expr
    key: str
    imports: tuple[tuple[str, str], ...]
    most: int | None = None


def wanted_keys(
    parts: Sequence[Filter],
    links: Sequence[Link],
    entity: Entity | None,
    ask: Ask,
    fresh: Callable[[str], str],
    select: Expr | None,
    null_keys: bool,
) -> Wanted | Unreadable:
    """The table of keys that columns are compared with; `KEYS` stands for the keys.

    `select` is how the code spells that function, None where it does not use it. With `null_keys`,
    one of them may be None, which a list compares with nothing.
    """
    part = parts[0]
    owner = ask.entity(part.entity)
    column = owner.columns.get(part.column) if owner is not None else None
    numbered = "wanted_position" if _has(entity, "position") else "position"
    listed = len(parts) == 1 and column is not None and column.kind == "folded"
    if not listed or part.spelled is None or null_keys:
        return _branches(parts, owner, numbered, fresh, select)
    if ask.dialect == "sqlite":
        found = _json_keys(part.spelled, numbered, entity, fresh)
    elif ask.dialect == "postgresql" and column is not None and column.sql_type:
        found = _array_keys(part.spelled, numbered, column.sql_type, fresh)
    else:
        return _branches(parts, owner, numbered, fresh, select)
    loose = {a.keyword for link in links if link.name == "filter_by" for a in link.args or ()}
    if loose & {"key", "value", "position"}:
        return Unreadable("`filter_by` could mean a column of the keys' own table", "B18")
    return found


def _json_keys(
    column: Expr, numbered: str, entity: Entity | None, fresh: Callable[[str], str]
) -> Wanted:
    table = Name(fresh("wanted"))
    columns = Attribute(table, "c")
    dumped = method(Name("json"), "dumps", Name("KEYS"))
    made = method(
        method(Name("func"), "json_each", dumped),
        "table_valued", Constant("str", "key"), Constant("str", "value"),
    )  # fmt: skip
    position: Expr = Attribute(columns, "key")
    if _has(entity, "key"):
        position = method(position, "label", Constant("str", numbered))
    chosen = Operation("==", (column, Attribute(columns, "value")))
    imports = (("json", ""), ("sqlalchemy", "func"))
    return Wanted(f"{table.id} = {spell(made)}", chosen, position, "KEYS[{}]", imports)


def _array_keys(column: Expr, numbered: str, sql_type: str, fresh: Callable[[str], str]) -> Wanted:
    table = Name(fresh("wanted"))
    columns = Attribute(table, "c")
    name, module = _ELEMENTS.get(sql_type, ("String", "sqlalchemy"))
    array = call_of(Name("ARRAY"), Name(name))
    listed = method(Name("func"), "unnest", call_of(Name("cast"), Name("KEYS"), array))
    made = method(
        listed, "table_valued",
        Constant("str", "key"), Argument(Constant("str", numbered), "with_ordinality"),
    )  # fmt: skip
    chosen = Operation("==", (column, Attribute(columns, "key")))
    names = ("ARRAY", "cast", "func")
    imports = (*(("sqlalchemy", n) for n in names), (module, name))
    setup = f"{table.id} = {spell(method(made, 'render_derived'))}"
    return Wanted(setup, chosen, Attribute(columns, numbered), "KEYS[{} - 1]", imports)


def _branches(
    parts: Sequence[Filter],
    owner: Entity | None,
    numbered: str,
    fresh: Callable[[str], str],
    select: Expr | None,
) -> Wanted | Unreadable:
    """The primary keys of the rows that each key finds, by the single query's own comparisons."""
    columns = [part.spelled for part in parts]
    base = columns[0].value if isinstance(columns[0], Attribute) else None
    if base is None or owner is None or not owner.primary_key:
        return Unreadable("the primary key of the rows that a key finds is not known", "B18")
    if not all(isinstance(c, Attribute) and c.value == base for c in columns):
        return Unreadable("the columns of its key belong to several tables", "B18")
    table = Name(fresh("wanted"))
    number = Name(fresh("number"))
    wishes = [f"wanted_{part.column}" for part in parts] if len(parts) > 1 else ["key"]
    held = [Name(fresh(wish)) for wish in wishes]
    position = method(call_of(Name("literal"), number), "label", Constant("str", numbered))
    own: list[Expr] = []
    same: list[Expr] = []
    for at, key in enumerate(owner.primary_key):
        shown = f"key_{at}" if key == numbered else key
        column: Expr = Attribute(base, key)
        same.append(Operation("==", (column, Attribute(Attribute(table, "c"), shown))))
        known = owner.columns.get(key)
        if shown != key or known is None or known.name != key:
            column = method(column, "label", Constant("str", shown))
        own.append(column)
    equal = (Operation("==", (c, h)) for c, h in zip(columns, held, strict=True) if c is not None)
    branch = method(call_of(select or Name("select"), *own, position), "where", *equal)
    taken: Expr = held[0] if len(held) == 1 else Display("tuple", tuple(held))
    target = Display("tuple", (number, taken))
    clause = Clause(target, Name("NUMBERED"), (), False)
    branches = Comprehension("generator", (branch,), (clause,))
    made = method(call_of(Name("union_all"), Argument(branches, None, "*")), "subquery")
    imports = [("sqlalchemy", n) for n in ("literal", "union_all")]
    if select is None:
        imports.append(("sqlalchemy", "select"))
    chosen = same[0]
    if len(same) > 1:
        imports.append(("sqlalchemy", "and_"))
        chosen = call_of(Name("and_"), *same)
    return Wanted(
        f"{table.id} = {spell(made)}", chosen, Attribute(Attribute(table, "c"), numbered),
        "KEYS[{}]", tuple(imports), _MOST_BRANCHES,
    )  # fmt: skip


def _has(entity: Entity | None, name: str) -> bool:
    return entity is None or any(name in (c.name, c.attribute) for c in entity.columns.values())
