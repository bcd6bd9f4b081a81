"""What a piece of SQL does, read by parsing it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

_PLACEHOLDERS = re.compile(r"%\((\w+)\)s|%s|(?<![:\w]):(?=[a-zA-Z_]\w*)")
_DIALECTS = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql"}

# Functions sqlglot has no class for, known to read and compute only (PostgreSQL manual, chapter 9;
# SQLite and MySQL core functions of the same names).
_PURE_FUNCTIONS = frozenset(
    [
        "age",
        "to_char",
        "to_json",
        "to_jsonb",
        "row_to_json",
        "json_build_object",
        "jsonb_build_object",
        "json_agg",
        "jsonb_agg",
        "json_object_agg",
        "jsonb_object_agg",
        "array_agg",
        "string_agg",
        "array_length",
        "cardinality",
        "unnest",
        "date_part",
        "similarity",
        "word_similarity",
        "ts_rank",
        "ts_rank_cd",
        "to_tsvector",
        "to_tsquery",
        "plainto_tsquery",
        "websearch_to_tsquery",
        "percentile_cont",
        "percentile_disc",
        "st_distance",
        "st_dwithin",
        "st_makepoint",
        "st_setsrid",
        "st_asgeojson",
        "jsonb_array_elements",
        "json_array_elements",
        "jsonb_each",
        "json_each",
        "json_extract",
        "json_group_array",
        "strftime",
        "julianday",
        "ifnull",
        "iif",
        "printf",
        "instr",
        "total",
        "format",
        "md5",
        "left",
        "right",
        "split_part",
        "regexp_replace",
        "pg_size_pretty",
        "pg_relation_size",
        "pg_total_relation_size",
        "current_database",
        "version",
    ]
)


@dataclass(frozen=True, slots=True)
class SqlEffect:
    """`unknown` when the text cannot be parsed or calls functions that might write."""

    kind: Literal["read", "write", "lock", "begin", "commit", "rollback", "ddl", "unknown"]
    tables: frozenset[str] = frozenset()


UNKNOWN_SQL = SqlEffect("unknown")


@lru_cache(maxsize=4096)
def read_sql(text: str, dialect: str | None = None) -> SqlEffect:
    """The effect of one SQL text; several statements count as their strongest."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    plain = _PLACEHOLDERS.sub(lambda m: "" if m.group(0) == ":" else "NULL", text)
    plain = re.sub(r"\$\d+", "NULL", plain)
    name = _DIALECTS.get(dialect or "postgresql", dialect or "postgres")
    try:
        statements = [s for s in sqlglot.parse(plain, read=name) if s is not None]
    except (SqlglotError, RecursionError, ValueError):
        return UNKNOWN_SQL
    if not statements:
        return UNKNOWN_SQL
    effects = [_effect_of(statement, exp) for statement in statements]
    tables = frozenset(t for e in effects for t in e.tables)
    order = ("unknown", "ddl", "commit", "rollback", "begin", "lock", "write", "read")
    strongest = min((e.kind for e in effects), key=order.index)
    return SqlEffect(strongest, tables)


def _effect_of(statement: object, exp: object) -> SqlEffect:
    from sqlglot import expressions as e

    if not isinstance(statement, e.Expression):
        return UNKNOWN_SQL
    tables = frozenset(t.name.lower() for t in statement.find_all(e.Table) if t.name)
    if isinstance(statement, e.Transaction):
        return SqlEffect("begin", tables)
    if isinstance(statement, e.Commit):
        return SqlEffect("commit", tables)
    if isinstance(statement, e.Rollback):
        return SqlEffect("rollback", tables)
    if isinstance(statement, e.Create | e.Drop | e.Alter | e.TruncateTable):
        return SqlEffect("ddl", tables)
    if not isinstance(statement, e.Query):
        written = isinstance(statement, e.Insert | e.Update | e.Delete | e.Merge)
        return SqlEffect("write" if written else "unknown", tables)
    if statement.find(e.Insert, e.Update, e.Delete, e.Merge, e.Into):
        return SqlEffect("write", tables)
    if statement.find(e.Lock):
        return SqlEffect("lock", tables)
    for call in statement.find_all(e.Anonymous, e.AnonymousAggFunc):
        if call.name.lower() not in _PURE_FUNCTIONS:
            return SqlEffect("unknown", tables)
    if statement.find(e.NextValueFor, e.Command):
        return SqlEffect("unknown", tables)
    return SqlEffect("read", tables)


@dataclass(frozen=True, slots=True)
class Written:
    """One writing statement: `insert`, `update`, `delete` or "" (anything else), and its table.

    `timed` tells that it asks for the time of its transaction, `told` that it notifies listeners.
    `state` holds, for an update, its condition and the columns it sets to something new.
    """

    verb: str
    table: str
    timed: bool = False
    told: bool = False
    state: tuple[str, ...] = ()


_TIMED = re.compile(
    r"\b(now\s*\(|current_timestamp|current_date|current_time\b|localtime|transaction_timestamp)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(pg_notify\s*\(|notify\s+\w|pg_advisory_xact_lock)", re.IGNORECASE)


def asks_for_the_time(text: str) -> bool:
    """Whether an SQL text asks for the time, which stands still while a transaction lasts."""
    return bool(_TIMED.search(text))


def tells_listeners(text: str) -> bool:
    """Whether an SQL text does what takes place at the end of its transaction."""
    return bool(_TOLD.search(text))


@lru_cache(maxsize=4096)
def written_by(text: str, dialect: str | None = None) -> tuple[Written, ...]:
    """What each statement of an SQL text writes; () when it cannot be parsed."""
    import sqlglot
    from sqlglot import expressions as e
    from sqlglot.errors import SqlglotError

    plain = _PLACEHOLDERS.sub(lambda m: "" if m.group(0) == ":" else "NULL", text)
    plain = re.sub(r"\$\d+", "NULL", plain)
    name = _DIALECTS.get(dialect or "postgresql", dialect or "postgres")
    try:
        statements = [s for s in sqlglot.parse(plain, read=name) if s is not None]
    except (SqlglotError, RecursionError, ValueError):
        return ()
    timed, told = asks_for_the_time(text), tells_listeners(text)
    found = []
    for statement in statements:
        inner = statement.find(e.Insert, e.Update, e.Delete, e.Merge)
        if inner is None:
            continue
        verb = {"Insert": "insert", "Update": "update", "Delete": "delete"}.get(
            type(inner).__name__, ""
        )
        if inner.args.get("conflict") is not None:
            verb = "update"
        table = inner.find(e.Table)
        state = _state(inner) if isinstance(inner, e.Update) else ()
        found.append(Written(verb, table.name.lower() if table else "", timed, told, state))
    return tuple(found)


def _state(update: Any) -> tuple[str, ...]:
    """The condition of an update, and the columns it sets without looking at their old value."""
    from sqlglot import expressions as e

    where = update.args.get("where")
    columns = []
    for part in update.expressions:
        if isinstance(part, e.EQ) and isinstance(part.this, e.Column):
            name = part.this.name.lower()
            if not any(c.name.lower() == name for c in part.expression.find_all(e.Column)):
                columns.append(name)
    return (where.sql() if where is not None else "", *columns) if columns else ()
