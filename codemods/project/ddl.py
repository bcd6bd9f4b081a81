"""Tables that a project defines in SQL: in `.sql` files and in texts of its Python files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from codemods.model.queries import Column, ColumnKind, Entity
from codemods.project.codebase import Codebase
from codemods.project.files import sql_files

if TYPE_CHECKING:
    from sqlglot import exp

_MOST_BYTES = 2_000_000
_FOLDED = re.compile(
    r"\bcitext\b|\bn?char\s*\(|\bcharacter\s*\(|\bbpchar\b|\bcollate\b", re.IGNORECASE
)
_LATER_TIME = re.compile(
    r"\s*alter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?:\w+\.)?\"?(\w+)\"?.*\bdefault\s+\(?"
    r"(?:now\s*\(|current_timestamp|current_date|current_time\b|localtime|transaction_timestamp)",
    re.IGNORECASE | re.DOTALL,
)
_KINDS: dict[str, ColumnKind] = {
    "INT": "int", "BIGINT": "int", "SMALLINT": "int", "TINYINT": "int", "MEDIUMINT": "int",
    "SERIAL": "int", "BIGSERIAL": "int", "SMALLSERIAL": "int", "UINT": "int", "UBIGINT": "int",
    "VARCHAR": "text", "TEXT": "text", "NVARCHAR": "text", "CHAR": "folded", "NCHAR": "folded",
    "BPCHAR": "folded", "UUID": "uuid", "BOOLEAN": "bool", "DATE": "date", "TIMESTAMP": "datetime",
    "TIMESTAMPTZ": "datetime", "DATETIME": "datetime", "DECIMAL": "decimal", "DOUBLE": "float",
    "FLOAT": "float", "BLOB": "bytes", "VARBINARY": "bytes", "JSON": "json", "JSONB": "json",
}  # fmt: skip


def tables_of_project(project: Codebase) -> dict[str, Entity]:
    """Tables by lower-case name; what two definitions disagree about is not known."""
    found: dict[str, Entity] = {}
    for text, where in texts_of_project(project):
        for entity in _tables(text, where, project.settings.dialect, found):
            known = found.get(entity.table)
            found[entity.table] = entity if known is None else _agreed(known, entity)
    return found


def texts_of_project(project: Codebase) -> Iterator[tuple[str, str]]:
    """The SQL texts that define something, with where they stand."""
    for path in sql_files(project.root):
        try:
            if path.stat().st_size <= _MOST_BYTES:
                text = path.read_text("utf-8", "replace")
            else:
                continue
        except OSError:
            continue
        yield text, path.relative_to(project.root).as_posix()
    for module in sorted(project.modules.values(), key=lambda m: m.path):
        for text, line in module.facts.ddl:
            yield text, f"{module.path}:{line}"


def _agreed(one: Entity, other: Entity) -> Entity:
    columns = dict(one.columns)
    for name, column in other.columns.items():
        known = columns.get(name)
        if known is not None and known.kind != column.kind:
            column = replace(column, kind="unknown")
        columns[name] = column
    same = one.primary_key == other.primary_key
    return replace(
        one,
        columns=columns,
        primary_key=one.primary_key if same else (),
        unique=tuple(k for k in one.unique if k in other.unique) if same else (),
    )


def _tables(
    text: str, where: str, dialect: str | None, found: dict[str, Entity]
) -> Iterator[Entity]:
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    names = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql"}
    read = names.get(dialect or "postgresql", dialect or "postgres")
    for part in _statements(text):
        try:
            tree = sqlglot.parse_one(part, read=read)
        except (SqlglotError, RecursionError, ValueError):
            continue
        if isinstance(tree, exp.Create) and tree.kind == "TABLE":
            entity = _table(tree, part, where)
            if entity is not None:
                yield entity
        elif isinstance(tree, exp.Create) and tree.kind == "INDEX" and tree.args.get("unique"):
            changed = _unique_index(tree, found)
            if changed is not None:
                found[changed.table] = changed
        elif isinstance(tree, exp.Alter) or part.lstrip()[:5].lower() == "alter":
            _alter(part, found)


def _statements(text: str) -> Iterator[str]:
    """The statements that define tables, cut at semicolons at the end of a line."""
    bare = re.sub(r"--[^\n]*", "", text)
    for part in re.split(r";\s*(?:\n|$|(?=(?:create|alter)\s))", bare, flags=re.IGNORECASE):
        if re.match(r"\s*(?:create|alter)\b", part, re.IGNORECASE):
            yield part.strip()


def _table(tree: exp.Create, text: str, where: str) -> Entity | None:
    from sqlglot import exp

    schema = tree.this
    if not isinstance(schema, exp.Schema) or not isinstance(schema.this, exp.Table):
        return None
    name = schema.this.name.lower()
    columns: dict[str, Column] = {}
    primary: list[str] = []
    unique: list[tuple[str, ...]] = []
    for item in schema.expressions:
        if isinstance(item, exp.ColumnDef):
            column = _column(item)
            columns[column.name] = column
            for constraint in item.args.get("constraints") or ():
                if isinstance(constraint.kind, exp.PrimaryKeyColumnConstraint):
                    primary.append(column.name)
                elif isinstance(constraint.kind, exp.UniqueColumnConstraint):
                    unique.append((column.name,))
            continue
        body = (
            item.expressions[0] if isinstance(item, exp.Constraint) and item.expressions else item
        )
        if isinstance(body, exp.PrimaryKey):
            primary += _names(body.expressions)
        elif isinstance(body, exp.UniqueColumnConstraint) and isinstance(body.this, exp.Schema):
            unique.append(tuple(_names(body.this.expressions)))
    columns |= {p: replace(columns[p], nullable=False) for p in primary if p in columns}
    keys = ((tuple(primary),) if primary else ()) + tuple(unique)
    return Entity(name, name, "sql", columns, tuple(primary), keys, where=where)


def _names(items: list[exp.Expression]) -> list[str]:
    return [i.name.lower() for i in items]


_NARROW = frozenset(["int", "integer", "smallint", "serial", "smallserial"])


def _column(item: exp.ColumnDef) -> Column:
    from sqlglot import exp

    constraints = item.args.get("constraints") or ()
    nullable = not any(
        isinstance(c.kind, exp.NotNullColumnConstraint | exp.PrimaryKeyColumnConstraint)
        and not c.kind.args.get("allow_null")
        for c in constraints
    )
    kind: ColumnKind = "unknown"
    written = item.sql("postgres")
    if item.kind is not None:
        kind = _KINDS.get(getattr(item.kind.this, "name", ""), "unknown")
    if kind in ("text", "unknown") and _FOLDED.search(written):
        kind = "folded"
    name = item.name.lower()
    spelled = item.kind.sql("postgres").lower() if item.kind is not None else ""
    # A length or a precision would cut or round what is cast to the type; `char` alone means one.
    spelled = re.sub(r"\(.*\)", "", spelled).strip()
    spelled = {"char": "bpchar", "character": "bpchar", "nchar": "bpchar"}.get(spelled, spelled)
    return Column(name, name, kind, nullable, sql_type=spelled, narrow=spelled in _NARROW)


def _unique_index(tree: exp.Create, found: dict[str, Entity]) -> Entity | None:
    """A unique index over plain columns; a partial one, or one over expressions, says nothing."""
    from sqlglot import exp

    index = tree.this
    table = index.args.get("table") if isinstance(index, exp.Index) else None
    parameters = index.args.get("params") if isinstance(index, exp.Index) else None
    entity = found.get(table.name.lower()) if table is not None else None
    if entity is None or parameters is None or parameters.args.get("where"):
        return None
    columns: list[str] = []
    for item in parameters.args.get("columns") or ():
        inner = item.this if isinstance(item, exp.Ordered) else item
        if not isinstance(inner, exp.Column | exp.Identifier):
            return None
        columns.append(inner.name.lower())
    return replace(entity, unique=(*entity.unique, tuple(columns))) if columns else None


def _alter(text: str, found: dict[str, Entity]) -> None:
    """A later change of a column's type: what the column is, is not known any more."""
    match = re.match(r"\s*alter\s+table\s+(?:only\s+)?(?:\w+\.)?\"?(\w+)\"?(.*)", text, re.I | re.S)
    if match is None:
        return
    entity = found.get(match.group(1).lower())
    changed = re.findall(
        r"alter\s+(?:column\s+)?\"?(\w+)\"?\s+(?:set\s+data\s+)?type", match.group(2), re.I
    )
    if entity is None or not changed:
        return
    columns = dict(entity.columns)
    for name in changed:
        if name.lower() in columns:
            columns[name.lower()] = replace(columns[name.lower()], kind="unknown")
    found[entity.table] = replace(entity, columns=columns)


def tables_with_times(project: Codebase) -> frozenset[str]:
    """Tables of which a column takes the time of the transaction when a row is inserted."""
    key = "tables with times"
    if key not in project.memo:
        project.memo[key] = frozenset(_with_times(project))
    found = project.memo[key]
    return found if isinstance(found, frozenset) else frozenset()


def _with_times(project: Codebase) -> Iterator[str]:
    import sqlglot
    from sqlglot import expressions as e
    from sqlglot.errors import SqlglotError

    for text, _ in texts_of_project(project):
        for statement in _statements(text):
            if "default" not in statement.lower():
                continue
            later = _LATER_TIME.match(statement)
            if later is not None:
                yield later.group(1).lower()
                continue
            try:
                tree = sqlglot.parse_one(statement, read="postgres")
            except (SqlglotError, RecursionError, ValueError):
                continue
            table = tree.find(e.Table) if isinstance(tree, e.Create) else None
            for default in tree.find_all(e.DefaultColumnConstraint):
                if table is not None and default.find(e.CurrentTimestamp, e.CurrentDate):
                    yield table.name.lower()


def has_deferred_constraints(project: Codebase) -> str:
    """Where a constraint is made that is checked at the end of a transaction; "" for none."""
    key = "deferred constraints"
    if key not in project.memo:
        project.memo[key] = next(
            (
                where
                for text, where in texts_of_project(project)
                if "initially deferred" in " ".join(text.lower().split())
            ),
            "",
        )
    found = project.memo[key]
    return found if isinstance(found, str) else ""
