"""When a key may be looked up in a dict: where the database and Python call the same values equal."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.languages.python.queries.rawform import Form
from codemods.model.code import Attribute, Constant, Expr, Item, Name, Operation, ShortCircuit
from codemods.model.queries import Column, ColumnKind, Entity, Positions, Query
from codemods.patterns._batch_checks import asker_types
from codemods.project.helpers import helper_call
from codemods.project.queries import Asker
from codemods.project.special_methods import special_methods
from codemods.project.types import Type, members

_KINDS: dict[str, ColumnKind] = {
    "int": "int", "str": "text", "bool": "bool", "float": "float", "bytes": "bytes",
    "uuid.UUID": "uuid", "datetime.date": "date", "datetime.datetime": "datetime",
    "decimal.Decimal": "decimal",
}  # fmt: skip
# Equal in the database exactly when equal in Python.
_EXACT = frozenset(["int", "uuid", "bool", "date", "enum"])
# source: PostgreSQL, "Collation Support" (deterministic collations compare bytes); SQLite, "Datatypes"
# section 7 (BINARY). MySQL and MariaDB fold case and accents by default, SQL Server case.
_BYTEWISE_TEXT = frozenset(["postgresql", "sqlite"])
# They refuse a parameter whose type is not the column's, so the key's own type settles it.
_STRICT = frozenset(["asyncpg", "psycopg"])
_WORDS = {
    "int": "whole numbers", "uuid": "UUIDs", "text": "text", "float": "floating-point numbers",
    "decimal": "decimals", "datetime": "points in time", "folded": "text that may fold case",
    "custom": "a type of its own", "bytes": "bytes", "json": "JSON", "bool": "truth values",
    "date": "dates", "enum": "enum members", "unknown": "values of unknown type",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyKind:
    """What a key is, and whether it may be None."""

    kind: ColumnKind
    nullable: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a dict lookup finds what the database would find.

    `refused` says that it would not, `missing` which fact is not known.
    """

    refused: str = ""
    missing: str = ""
    trap: str = ""
    evidence: str = ""
    by_position: Positions = ""  # how the database can be asked which key a row belongs to
    fails: str = ""  # why comparing with a key may fail


def kind_of(asker: Asker, expr: Expr) -> KeyKind:
    """What values an expression gives, by the schema where it reads a model, else by its type."""
    if isinstance(expr, Attribute):
        for name in asker_types(asker, expr.value):
            entity = asker.entity(name)
            column = entity.columns.get(expr.name) if entity is not None else None
            if column is None and entity is not None and expr.name == "pk":
                column = _primary(entity)
            if column is not None and column.kind != "unknown":
                return KeyKind(column.kind, column.nullable, column.enumeration)
    if isinstance(expr, Item):
        column = _row_column(asker, expr)
        if column is not None and column.kind != "unknown":
            return KeyKind(column.kind, column.nullable)
    return _of_type(asker, asker.scope.type_of(expr, asker.at))


def is_there(asker: Asker, expr: Expr) -> bool:
    """Whether looking an item up cannot fail: a column of a row, a place of a tuple that has it."""
    if not isinstance(expr, Item):
        return False
    if _row_column(asker, expr) is not None:
        return True
    parts = members(asker.scope.type_of(expr.value, asker.at))
    key = expr.key
    return bool(parts) and all(
        p.name == "tuple"
        and isinstance(key, Constant)
        and isinstance(key.value, int)
        and "..." not in (a.name for a in p.args)
        and 0 <= key.value < len(p.args)
        for p in parts
    )


def _primary(entity: Entity) -> Column | None:
    return entity.columns.get(entity.primary_key[0]) if len(entity.primary_key) == 1 else None


def _row_column(asker: Asker, expr: Item) -> Column | None:
    """`row["user_id"]` for a row that a query of the function, or of its helper, gave."""
    if not isinstance(expr.value, Name) or not isinstance(expr.key, Constant):
        return None
    found = asker.rows_from(expr.value)
    if found is None:
        return None
    source, step = found
    query = Asker(asker.effects, asker.scope, step or asker.at).read(source)
    if query is None and asker.at is not None:
        call = helper_call(asker.effects, asker.scope, source, asker.at)
        query = call.query if call is not None else None
    if not isinstance(query, Query) or query.shaped:
        return None
    label = expr.key.value
    table, named = query.entity, label
    if isinstance(query.form, Form):
        # A label may name another column than the one called so.
        sql = query.form.sql
        plain = [(owner, column) for owner, column, shown, _ in sql.plain if shown == label]
        if len(plain) > 1 or (not plain and (not sql.star_of or label in (sql.columns or ()))):
            return None
        table, named = plain[0] if plain else (sql.star_of, label)
    elif query.joined:
        return None
    entity = asker.table(table) or asker.entity(table)
    if entity is None:
        return None
    return next((c for c in entity.columns.values() if named in (c.name, c.attribute)), None)


def _of_type(asker: Asker, type_: Type | None) -> KeyKind:
    parts = members(type_)
    if type_ is None or len(parts) != 1:
        return KeyKind("unknown", True)
    name = parts[0].name
    kind = _KINDS.get(name, "unknown")
    if kind == "unknown" and asker.project.class_fact(name):
        own = special_methods(asker.project, parts[0], ("__eq__",))
        own += special_methods(asker.project, parts[0], ("__hash__",))
        if any(b.startswith("enum.") for b in asker.project.mro(name)) and not own:
            kind = "enum"
    return KeyKind(kind, type_.optional, name)


def judge(
    driver: str,
    column: Column | None,
    named: str,
    key: KeyKind,
    dialect: str | None,
    by_identity: bool = False,
) -> Judgement:
    """Whether keys of a kind can be looked up by the values of a column.

    `by_identity` says that the single query is SQLAlchemy's `get`, which sends a key as the type of
    the column; `==` sends a text as a text.
    """
    plain = _judge(driver, column, named, key, dialect)
    if not plain.refused and not plain.missing:
        return plain
    if by_identity and key.kind == "text" and column is not None and column.kind in _PARSED:
        return plain
    how = _positions(driver, column, key, dialect)
    if how:
        kind = column.kind if column is not None else "unknown"
        hint = "; with a known `dialect` one `IN` may be enough" if dialect is None else ""
        hint = hint if kind == "text" else ""
        return Judgement(
            evidence=f"the database itself says which key a row of `{named}` belongs to{hint}",
            by_position=how,
            fails=_refusing(driver, named, kind, key.kind),
        )
    return plain


# What a key may be for columns of a kind, so that the single query has taken it, too.
_TAKEN: dict[str, frozenset[str]] = {
    "folded": frozenset(["text", "folded"]),
    "text": frozenset(["text"]),
    "float": frozenset(["float", "int"]),
    "decimal": frozenset(["decimal", "int"]),
    "datetime": frozenset(["datetime"]),
    "custom": frozenset(["text", "int", "uuid", "date"]),
}
# Libraries that can ask for each key as before, in one branch of a `UNION ALL`.
BRANCHING = frozenset(["sqlalchemy", "django", "peewee"])
# Tortoise asks about each key of each row, for want of a union.
_ASKING_EACH = BRANCHING | {"tortoise"}
# Kinds for which such a branch asks all that the single query asked.
_BRANCHED = frozenset(["text", "folded", "decimal", "float", "custom"])
# What makes a parameter of a value may refuse it: code of the project's own, digits too many.
_CHECKED = frozenset(
    [
        ("sqlalchemy", "custom"),
        *((d, k) for d in ("django", "peewee", "tortoise") for k in ("custom", "decimal")),
    ]
)


# Their fields, or the database, make a value of the column's kind of a text, or refuse it.
_PARSING = frozenset(["django", "peewee", "sqlalchemy", "tortoise"])
_PARSED = frozenset(["int", "uuid", "bool", "date", "datetime", "decimal", "float"])


def _refusing(driver: str, named: str, kind: ColumnKind, key: ColumnKind) -> str:
    """Why a key may be refused before it is compared, or while it is; "" when it cannot."""
    if kind == "unknown":
        return f"the type of `{named}` is not known"
    parsed = key == "text" and kind in _PARSED
    raw = driver in _DRIVERS and key != kind and not {key, kind} <= _TEXTS
    if (driver, kind) in _CHECKED or parsed or (raw and not {key, kind} <= _NUMBERS):
        return f"`{named}` holds {_WORDS[kind]}"
    return ""


# Drivers of SQL text, in which one branch for each key can be written.
_DRIVERS = frozenset(
    ["asyncpg", "psycopg", "psycopg2", "sqlite3", "aiosqlite", "databases", "text", "django_cursor"]
)
_TEXTS = frozenset(["text", "folded"])
_NUMBERS = frozenset(["int", "float", "decimal"])
# Keys of these kinds that Python calls equal are sent as one value.
_SENT_ALIKE = frozenset(["int", "text", "folded", "uuid", "bool", "date", "bytes"])


def _positions(driver: str, column: Column | None, key: KeyKind, dialect: str | None) -> Positions:
    """How the database can say which key a row belongs to; "" when it cannot."""
    if _is_listed(driver, column, key, dialect):
        return "listed"
    return "single" if _is_single(driver, column, key, dialect) else ""


def _is_single(driver: str, column: Column | None, key: KeyKind, dialect: str | None) -> bool:
    """Whether asking for each key in the words of the single query finds what that found.

    Keys that Python calls equal are asked for once, so the database must call them equal, too:
    `Decimal("1.0")` and `Decimal("1.00")` are one number and two texts.
    """
    if driver not in _DRIVERS:
        return False
    kind: ColumnKind = column.kind if column is not None else "unknown"
    alike = kind in ("unknown", key.kind) or any({kind, key.kind} <= s for s in (_TEXTS, _NUMBERS))
    if driver == "asyncpg" and not alike:
        return False  # it refuses every such key
    if key.kind in ("float", "decimal"):
        return kind in _NUMBERS
    if key.kind == "datetime":
        return kind == "datetime" and dialect == "postgresql"
    if key.kind not in _SENT_ALIKE:
        return False
    # MySQL finds all texts that are no number by 0, whatever is said to be unique.
    loose = kind in ("text", "folded", "enum", "custom") and key.kind not in _TEXTS
    return not loose or dialect in _BYTEWISE_TEXT


def _is_listed(driver: str, column: Column | None, key: KeyKind, dialect: str | None) -> bool:
    """Whether the keys can go as a table with positions that the database joins."""
    if column is not None and driver in _PARSING and key.kind == "text" and column.kind in _PARSED:
        return True
    if column is None or key.kind not in _TAKEN.get(column.kind, frozenset()):
        return False
    if driver in _ASKING_EACH:
        return column.kind in _BRANCHED
    if driver == "asyncpg":
        return bool(column.sql_type)
    if driver in ("psycopg", "psycopg2"):
        # Texts go without a type, numbers with one of their own, by which they would be compared.
        return bool(column.sql_type) and key.kind == "text"
    if driver in ("databases", "text") and dialect == "postgresql":
        return bool(column.sql_type) and key.kind == "text"
    known = driver in ("sqlite3", "aiosqlite", "databases", "text") and dialect == "sqlite"
    return known and key.kind in ("text", "int")


def _judge(
    driver: str, column: Column | None, named: str, key: KeyKind, dialect: str | None
) -> Judgement:
    strict = driver in _STRICT
    kind: ColumnKind = column.kind if column is not None else "unknown"
    if key.kind == "unknown":
        return Judgement(missing=f"the type of the key for `{named}`")
    if kind == "unknown":
        if strict and key.kind in ("int", "uuid", "bool", "date"):
            return Judgement(
                evidence=f"the driver takes {_WORDS[key.kind]} for columns of that type alone"
            )
        return Judgement(
            missing=f"the type of the column `{named}`: its table is not defined in the project"
        )
    if kind == "folded" and key.kind in ("text", "folded"):
        return Judgement(
            refused=f"`{named}` holds {_WORDS[kind]}: the database may call values equal that Python "
            "tells apart",
            trap="B18",
        )
    if kind != key.kind:
        return Judgement(
            missing=f"that keys and column agree: the keys are {_WORDS[key.kind]}, "
            f"`{named}` holds {_WORDS[kind]}"
        )
    if kind == "enum" and (column is None or not key.name or column.enumeration != key.name):
        return Judgement(missing=f"that the keys for `{named}` are members of its enumeration")
    if kind in _EXACT:
        return Judgement(evidence=f"`{named}` and its keys are {_WORDS[kind]}")
    if kind == "text":
        if dialect is None:
            return Judgement(missing=f"`dialect` in [tool.refactor]: how `{named}` compares text")
        if dialect in _BYTEWISE_TEXT:
            return Judgement(evidence=f"`{named}` is text, which {dialect} compares exactly")
        return Judgement(
            refused=f"{dialect} may call texts equal that Python tells apart", trap="B47"
        )
    return Judgement(
        refused=f"`{named}` holds {_WORDS[kind]}: the database may call values equal that Python "
        "tells apart",
        trap="B18",
    )


def is_held(asker: Asker, key: Expr) -> bool:
    """Whether every look at a key gives one object: NaN is found in a dict by nothing else."""
    match key:
        case Name():
            return True
        case Attribute(value=value, name=name):
            return is_held(asker, value) and not asker.project.properties_named(name)
        case Item(value=value, key=Constant()):
            return is_held(asker, value)
        case _:
            return False


def never_none(key: Expr, conditions: list[tuple[Expr, bool]]) -> bool:
    """Whether a condition that holds says that the key is not None."""
    return any(not negated and _says(test, key) for test, negated in conditions) or any(
        negated and _denies(test, key) for test, negated in conditions
    )


def _says(test: Expr, key: Expr) -> bool:
    match test:
        case ShortCircuit(operator="and", operands=operands):
            return any(_says(o, key) for o in operands)
        case Operation(operator="is not", operands=(left, Constant(type="none"))):
            return left == key
        case Operation(operator="not", operands=(inner,)):
            return _denies(inner, key)
        case _:
            return test == key


def _denies(test: Expr, key: Expr) -> bool:
    """Whether the key is not None whenever the test is false."""
    match test:
        case ShortCircuit(operator="or", operands=operands):
            return any(_denies(o, key) for o in operands)
        case Operation(operator="is", operands=(left, Constant(type="none"))):
            return left == key
        case Operation(operator="not", operands=(inner,)):
            return _says(inner, key)
        case _:
            return False
