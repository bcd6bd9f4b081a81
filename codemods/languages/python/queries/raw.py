"""How SQL text is put to a database: reading the call and the text, and writing both for many keys.

source: asyncpg API reference; psycopg 3 and psycopg2 documentation ("Passing parameters"); Python
library reference, "sqlite3"; aiosqlite and databases documentation; SQLAlchemy 2.0, "text()".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    call_of,
    method,
    row_name,
    unchain,
)
from codemods.languages.python.queries.sqltext import Condition, Rewritten, Sql, read_sql
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    walk,
)
from codemods.model.queries import (
    Answer,
    Batched,
    Column,
    Entity,
    Filter,
    Grouping,
    Query,
    Unreadable,
)
from codemods.model.spans import Span

_DRIVERS = {
    "asyncpg.Connection": "asyncpg", "asyncpg.Pool": "asyncpg",
    "psycopg.Connection": "psycopg", "psycopg.AsyncConnection": "psycopg",
    "psycopg.Cursor": "psycopg", "psycopg.AsyncCursor": "psycopg",
    "psycopg2.extensions.connection": "psycopg2", "psycopg2.extensions.cursor": "psycopg2",
    "sqlite3.Connection": "sqlite3", "sqlite3.Cursor": "sqlite3",
    "aiosqlite.Connection": "aiosqlite", "aiosqlite.Cursor": "aiosqlite",
    "databases.Database": "databases", "databases.core.Connection": "databases",
    "sqlalchemy.orm.Session": "text", "sqlalchemy.ext.asyncio.AsyncSession": "text",
    "sqlmodel.Session": "text", "sqlmodel.ext.asyncio.session.AsyncSession": "text",
    "sqlalchemy.Connection": "text", "sqlalchemy.ext.asyncio.AsyncConnection": "text",
}  # fmt: skip
_DIALECTS = {
    "asyncpg": "postgresql", "psycopg": "postgresql", "psycopg2": "postgresql",
    "sqlite3": "sqlite", "aiosqlite": "sqlite",
}  # fmt: skip
_FETCHES: dict[str, tuple[Answer, bool]] = {
    "fetch": ("all", False), "fetchrow": ("first", False), "fetchval": ("first", True),
    "fetchall": ("all", False), "fetchone": ("first", False), "execute_fetchall": ("all", False),
    "fetch_all": ("all", False), "fetch_one": ("first", False), "fetch_val": ("first", True),
}  # fmt: skip
_MANY = {
    "fetchrow": "fetch", "fetchval": "fetch", "fetch_one": "fetch_all", "fetch_val": "fetch_all",
    "scalar": "execute", "scalars": "execute",
}  # fmt: skip
_EXECUTES = frozenset(["execute"])
_RESULTS: dict[str, tuple[Answer, bool]] = {
    "all": ("all", False), "fetchall": ("all", False), "first": ("first", False),
    "fetchone": ("first", False), "one_or_none": ("one_or_none", False), "one": ("one", False),
    "scalar": ("first", True), "scalar_one": ("one", True),
    "scalar_one_or_none": ("one_or_none", True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the text, how it is run, and where its parameters stand in the call."""

    driver: str
    sql: Sql
    text: str
    call: Call  # the call that gets the text
    chain: Chain
    parameters: str  # star (asyncpg), tuple, dict
    dialect: str | None
    style: str  # tuple, mapping, both, record
    cursor: bool  # executed and fetched in two steps
    text_call: Expr | None  # `text("...")`


def read(expr: Expr, ask: Ask, single: bool = False) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library.

    With `single`, only the first column of its row is taken.
    """
    if isinstance(expr, Call) and ask.symbol(expr.callee) == "list" and len(expr.args) == 1:
        inner = read(expr.args[0].value, ask)
        return inner if isinstance(inner, Query) and inner.answer == "all" else None

    if isinstance(expr, Item):
        return _only_column(expr, ask)

    def driver_of(part: Expr) -> str:
        if isinstance(part, Call | Await):
            return ""
        found = {_DRIVERS.get(t, "") for t in ask.types(part)}
        return found.pop() if len(found) == 1 else ""

    chain = unchain(expr, ask, lambda e: bool(driver_of(e)))
    driver = driver_of(chain.root)
    if not driver or not chain.links:
        return None
    first, rest = chain.links[0], chain.links[1:]
    is_async = any(link.awaited for link in chain.links)
    if driver == "text":
        return _text(chain, first, rest, is_async, ask)
    if first.name in ("fetchone", "fetchall") and not first.args:
        if rest:
            return None
        ran = ask.executed_before(chain.root, _EXECUTES)
        if ran is None:
            return _held(driver, chain, first, is_async, ask)
        answer, value = _FETCHES[first.name]
        return _query(driver, chain, ran, answer, value or single, is_async, True, ask)
    if first.args is None:
        return None
    if first.name == "cursor" and not first.args:
        return None
    if first.name in _FETCHES and not rest:
        answer, value = _FETCHES[first.name]
    elif first.name == "execute" and len(rest) == 1 and rest[0].name in ("fetchone", "fetchall"):
        if rest[0].args:
            return None
        answer, value = _FETCHES[rest[0].name]
    else:
        return None
    ran = Call(Attribute(chain.root, first.name), first.args, _span_of(expr))
    return _query(driver, chain, ran, answer, value or single, is_async, False, ask)


def _only_column(expr: Item, ask: Ask) -> Query | Unreadable | None:
    """`fetchone()[0]` of an aggregate, for which there always is a row."""
    if expr.key != Constant("int", 0):
        return None
    found = read(expr.value, ask, single=True)
    if isinstance(found, Query) and found.gives in ("count", "aggregate", "exists"):
        return found
    return None


def _held(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask
) -> Query | Unreadable | None:
    """`cursor = db.execute(...)` in a step of its own, and what is fetched from the cursor."""
    context = ask.opened(chain.root)
    awaited = isinstance(context, Await)
    if isinstance(context, Await):
        context = context.value
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return _entered(driver, chain, first, is_async, ask)
    if context.callee.name not in _EXECUTES:
        return None
    answer, value = _FETCHES[first.name]
    links = (Link("execute", context.args, awaited), Link("fetchall", (), first.awaited))
    opened = Chain(context.callee.value, links)
    return _query(driver, opened, context, answer, value, is_async, False, ask)


def _entered(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask
) -> Query | Unreadable | None:
    """`async with db.execute(...) as cursor`, and what is fetched from the cursor."""
    context = ask.entered_by(chain.root)
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return None
    if context.callee.name not in _EXECUTES or driver != "aiosqlite":
        return None
    answer, value = _FETCHES[first.name]
    links = (Link("execute", context.args, True), Link("fetchall", (), True))
    opened = Chain(context.callee.value, links)
    return _query(driver, opened, context, answer, value, is_async, False, ask)


def _span_of(expr: Expr) -> Span:
    return next((p.span for p in walk(expr) if isinstance(p, Call)), Span(0, 0, 0, 0))


def _text(
    chain: Chain, first: Link, rest: tuple[Link, ...], is_async: bool, ask: Ask
) -> Query | Unreadable | None:
    """`session.execute(text("..."), {...})` and what is taken from its result."""
    statement = first.argument(0, "statement")
    if first.name not in ("execute", "scalar", "scalars") or statement is None:
        return None
    if isinstance(statement, Name):
        opened = ask.opened(statement)
        if opened is None:
            return None
        statement = opened
    if not isinstance(statement, Call) or ask.symbol(statement.callee) != "sqlalchemy.text":
        return None
    answer: Answer = "all"
    value = first.name in ("scalar", "scalars")
    mappings = False
    if first.name == "scalar":
        answer = "first"
    for link in rest:
        if link.args or link.awaited:
            return Unreadable(f"`.{link.name}` on a result is not modelled")
        if link.name == "mappings":
            mappings = True
        elif link.name == "scalars":
            value = True
        elif link.name in _RESULTS and link is rest[-1]:
            answer, single = _RESULTS[link.name]
            value = value or single
        else:
            return Unreadable(f"`.{link.name}` on a result is not modelled")
    ran = Call(Attribute(chain.root, first.name), first.args or (), statement.span)
    query = _query("text", chain, ran, answer, value, is_async, False, ask, statement)
    if isinstance(query, Query) and answer in ("one", "one_or_none"):
        return Unreadable("a single row of SQL text is not modelled")
    if isinstance(query, Query) and mappings and isinstance(query.form, Form):
        return replace(query, form=replace(query.form, style="mapping"))
    return query


def _query(
    driver: str,
    chain: Chain,
    ran: Call,
    answer: Answer,
    value: bool,
    is_async: bool,
    cursor: bool,
    ask: Ask,
    given_call: Call | None = None,
) -> Query | Unreadable | None:
    held = given_call.argument(0) if given_call is not None else ran.argument(0, "query")
    text = ask.text(held) if held is not None else None
    if text is None:
        if held is not None and any(
            isinstance(p, Display) and p.type == "text" for p in walk(held)
        ):
            return Unreadable(
                "its SQL is put together from parts: what it asks is not known, and a value in it may be an injection"
            )
        return Unreadable("its SQL is not a constant text")
    dialect = _DIALECTS.get(driver) or ask.dialect
    sql = read_sql(text, dialect, driver, ask.table)
    if not isinstance(sql, Sql):
        return sql
    values = _values(driver, ran, sql)
    if values is None:
        return Unreadable("its parameters cannot be matched with its text")
    style = "record" if driver in ("asyncpg", "databases") else ask.row_style(driver)
    if driver == "text":
        style = "named"
    parameters = {"asyncpg": "star", "databases": "dict", "text": "dict"}.get(driver, "tuple")
    form = Form(
        driver, sql, text, ran, chain, parameters, dialect, style, cursor, given_call
    )  # fmt: skip
    filters = tuple(Filter(f.table, f.column, values[f.placeholder]) for f in sql.filters)
    used = {f.placeholder for f in sql.filters}
    rest = tuple(v for i, v in enumerate(values) if i not in used)
    gives = sql.gives
    if gives == "row" and value:
        gives = "value"
    elif gives in ("count", "aggregate", "exists") and not value:
        gives = "row"
    default: Expr | None = None
    if gives == "count":
        default = Constant("int", 0)
    elif gives == "aggregate" and sql.default is not None:
        default = Constant(type(sql.default).__name__, sql.default)
    if gives == "row" and sql.gives != "row":
        return Unreadable("a row of aggregates is not modelled")
    return Query(
        "raw", sql.table, gives, answer, filters, chain.root, form, rest, sql.ordered, sql.limit,
        default=default, is_async=is_async, via=f"{driver} {chain.links[0].name}",
        label=(sql.columns or ("",))[0],
    )  # fmt: skip


def _values(driver: str, ran: Call, sql: Sql) -> list[Expr] | None:
    """The value of each placeholder of the text, in order of the text."""
    if any(a.star for a in ran.args):
        return None
    if driver == "asyncpg":
        values = [a.value for a in ran.args[1:] if a.keyword is None]
        if any(a.keyword for a in ran.args[1:]):
            return None
        return [values[int(n) - 1] for n in sql.names] if _fits(sql.names, len(values)) else None
    given = ran.argument(1, "values") or ran.argument(1, "params") or ran.argument(1, "parameters")
    if driver == "databases":
        given = ran.argument(1, "values")
    if given is None:
        return [] if not sql.names else None
    if isinstance(given, Display) and given.type == "dict":
        pairs = dict(zip(given.items[::2], given.items[1::2], strict=False))
        by_name = {k.value: v for k, v in pairs.items() if isinstance(k, Constant)}
        found = [by_name.get(n) for n in sql.names]
        return [f for f in found if f is not None] if all(found) else None
    if isinstance(given, Display) and given.type in ("tuple", "list"):
        items = list(given.items)
        return items if len(items) == len(sql.names) and not any(sql.names) else None
    return None


def _fits(names: tuple[str, ...], count: int) -> bool:
    return all(n.isdigit() and 0 < int(n) <= count for n in names)


# -- writing ----------------------------------------------------------------------------------------


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    if len(varying) != 1:
        return Unreadable("several keys in SQL text are not modelled", "B49")
    index = varying[0]
    entity = ask.table(query.entity)
    where = form.sql.filters[index]
    column = entity.columns.get(where.column) if entity is not None else None
    unique = entity is not None and entity.is_unique(frozenset(f.column for f in query.filters))
    unique = unique and not form.sql.joined
    how: _Asked | Unreadable
    if query.by_position:
        how = _by_position(form, where, column)
    else:
        how = _by_value(form, where, column)
    if isinstance(how, Unreadable):
        return how
    found = _asked(query, form, index, how, unique, entity, fresh)
    return found if isinstance(found, Unreadable) else replace(found, key=how.key.format(found.key))


def _asked(
    query: Query,
    form: Form,
    index: int,
    how: _Asked,
    unique: bool,
    entity: Entity | None,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The query in the form that its answer needs."""
    sql, where, keys, imports = how.sql, how.where, how.keys, how.imports
    grouping: Grouping = "list" if query.answer == "all" else "one" if unique else "first"
    if query.gives in ("count", "aggregate"):
        names = [fresh(_column_name(where.column, query, entity)), fresh(form.sql.label)]
        return _made(query, form, index, sql.grouped(where.spelled), names, keys, "one", imports)
    if query.gives == "exists":
        name = fresh(_column_name(where.column, query, entity))
        return _made(query, form, index, sql.distinct(where.spelled), [name], keys, "set", imports)
    ranked = query.limit is not None and not (query.answer == "first" and unique)
    ranked = ranked or (query.answer == "first" and not unique and form.sql.ordered)
    if ranked and not form.sql.ordered and not form.sql.constant:
        return Unreadable(
            "it takes some of the rows without saying which: there is no order", "B11"
        )
    if query.answer == "first" and not unique and not ranked and not form.sql.constant:
        return Unreadable("it takes one of the rows without saying which: no key is known to be unique "
                          f"in `{query.entity}`", "B11")  # fmt: skip
    limit = 1 if query.answer == "first" else query.limit
    if query.gives == "value":
        names = [fresh(_column_name(where.column, query, entity)), fresh("value")]
        text: str | None = sql.with_key_first(where.spelled)
        if ranked:
            text = sql.ranked(where.spelled, limit or 1, key_first=True)
        if text is None:
            return Unreadable("what it selects cannot be ranked by key")
        return _made(query, form, index, text, names, keys, grouping, imports)
    row = fresh(row_name(query, entity))
    return _rows(query, form, index, sql, where, row, keys, grouping, imports, entity,
                 limit if ranked else None)  # fmt: skip


def _column_name(column: str, query: Query, entity: Entity | None) -> str:
    short = row_name(replace(query, gives="entity"), entity)
    return f"{short}_{column}" if column == "id" else column


# Columns of the keys as a table; hardly any table has columns of these names.
_VALUE = "wanted_value"
_POSITION = "wanted_position"


@dataclass(frozen=True, slots=True)
class _Asked:
    """The text for all keys, the column that tells them apart, and the keys as a parameter.

    `key` is the key in terms of that column, which stands as `{}`. All keys go as one parameter, so
    their number has no limit.
    """

    sql: Rewritten
    where: Condition
    keys: str
    imports: tuple[tuple[str, str], ...]
    key: str = "{}"


def _by_position(form: Form, where: Condition, column: Column | None) -> _Asked | Unreadable:
    """The keys as a table with positions: which row belongs to which is for the database to say."""
    imports: tuple[tuple[str, str], ...] = ()
    if form.dialect == "postgresql" and column is not None and column.sql_type:
        names = f"wanted ({_VALUE}, {_POSITION})"
        source = f"unnest({{}}::{column.sql_type}[]) WITH ORDINALITY AS {names}"
        keys, key = "KEYS", "KEYS[{} - 1]"
    elif form.dialect == "sqlite":
        inner = f"SELECT value AS {_VALUE}, key AS {_POSITION} FROM json_each({{}})"
        source = f"({inner}) AS wanted"
        keys, key, imports = "json.dumps(KEYS)", "KEYS[{}]", (("json", ""),)
    else:
        return Unreadable("the database cannot be asked which row belongs to which key")
    sql = form.sql.joined_to(where, source, f"wanted.{_VALUE}")
    if sql is None:
        return Unreadable("its parameters would change places")
    moved = replace(where, column=_POSITION, spelled=f"wanted.{_POSITION}")
    return _Asked(sql, moved, keys, imports, key)


def _by_value(form: Form, where: Condition, column: Column | None) -> _Asked | Unreadable:
    found = _membership(form, column.kind if column is not None else "unknown")
    if isinstance(found, Unreadable):
        return found
    chosen, keys, imports = found
    return _Asked(form.sql.chosen(where, chosen), where, keys, imports)


def _membership(form: Form, kind: str) -> tuple[str, str, tuple[tuple[str, str], ...]] | Unreadable:
    """What stands for `= placeholder`, the keys as a parameter, and imports.

    Both ways take all keys as one parameter, so their number has no limit.
    """
    if form.dialect == "postgresql":
        return "= ANY({})", "KEYS", ()
    if form.dialect == "sqlite":
        if kind not in ("int", "text"):
            return Unreadable("its keys are neither whole numbers nor text, which JSON could carry")
        return "IN (SELECT value FROM json_each({}))", "json.dumps(KEYS)", (("json", ""),)
    return Unreadable("the dialect is not known: set `dialect` in [tool.refactor]")


def _made(
    query: Query,
    form: Form,
    index: int,
    sql: str,
    names: list[str],
    keys: str,
    grouping: Grouping,
    imports: tuple[tuple[str, str], ...],
) -> Batched | Unreadable:
    if form.style in ("mapping", ""):
        return Unreadable("rows are not tuples here, so their values cannot be told apart")
    target = ", ".join(names) if len(names) > 1 else f"({names[0]},)"
    setup, rows = _run(query, form, index, sql, keys)
    return Batched(rows, target, names[0], names[-1], grouping, False, setup, imports)


def _rows(
    query: Query,
    form: Form,
    index: int,
    sql: Rewritten,
    where: Condition,
    row: str,
    keys: str,
    grouping: Grouping,
    imports: tuple[tuple[str, str], ...],
    entity: Entity | None,
    limit: int | None,
) -> Batched | Unreadable:
    place = None if query.by_position else form.sql.place_of(where, entity)
    value = row
    added = place is None
    label, number = place if place is not None else (where.column, -1)
    text: str | None = sql.with_key_last(where.spelled) if added else sql.text
    if limit is not None:
        text = sql.ranked(where.spelled, limit, key_first=False)
    if text is None:
        return Unreadable("what it selects cannot be ranked by key")
    widened = added and form.style != "tuple"
    if form.style in ("record", "mapping", "named"):
        if form.style == "named":
            key = f"{row}.{label}"
        else:
            key = f'{row}["{label}"]'
    elif form.style == "tuple":
        if added:
            key, value = f"{row}[-1]", f"{row}[:-1]"
        else:
            key = f"{row}[{number}]" if number >= 0 else ""
    elif form.style == "both":
        key = f'{row}["{label}"]'
    else:
        return Unreadable("what a row is, is not known: the project sets a row factory")
    if not key:
        return Unreadable("the place of the key column in a row is not known")
    setup, rows = _run(query, form, index, text, keys)
    return Batched(rows, row, key, value, grouping, False, setup, imports, widened=widened)


def _run(query: Query, form: Form, index: int, sql: str, keys: str) -> tuple[tuple[str, ...], str]:
    """The statements before, and the expression, that run the new text with all keys."""
    held = query.filters[index].value
    given: Expr = Name("KEYS")
    if keys.startswith("json."):
        given = method(Name("json"), "dumps", given)
    args: list[Argument] = []
    for place, arg in enumerate(form.call.args):
        if place == 0 or arg.keyword in ("query", "statement"):
            text: Expr = Constant("str", sql)
            if form.driver == "text" and isinstance(form.text_call, Call):
                text = call_of(form.text_call.callee, text)
            args.append(Argument(text, arg.keyword))
        elif isinstance(arg.value, Display):
            items = tuple(given if i is held else i for i in arg.value.items)
            args.append(Argument(Display(arg.value.type, items), arg.keyword))
        else:
            args.append(Argument(given, arg.keyword) if arg.value is held else arg)
    first, *rest = form.chain.links
    awaited = query.is_async
    if form.cursor:
        ran = _awaited(method(form.chain.root, "execute", *args), awaited)
        return (spell(ran),), spell(_awaited(method(form.chain.root, "fetchall"), awaited))
    name = _MANY.get(first.name, first.name)
    ran = _awaited(method(form.chain.root, name, *args), first.awaited)
    if form.driver == "text":
        return (), spell(method(ran, "mappings") if form.style == "mapping" else ran)
    if rest:
        ran = _awaited(method(ran, "fetchall"), rest[0].awaited)
    return (), spell(ran)


def _awaited(call: Call, wanted: bool) -> Expr:
    return Await(call, 0, call.span) if wanted else call
