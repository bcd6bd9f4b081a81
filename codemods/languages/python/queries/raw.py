"""How SQL text is put to a database: reading the call and the text, and writing both for many keys.

source: asyncpg API reference; psycopg 3 and psycopg2 documentation ("Passing parameters"); Python
library reference, "sqlite3"; aiosqlite and databases documentation; SQLAlchemy 2.0, "text()".
"""

from __future__ import annotations

from dataclasses import replace

from codemods.languages.python.queries.rawform import Form
from codemods.languages.python.queries.rawwriting import batched
from codemods.languages.python.queries.reading import Ask, Chain, Link, unchain
from codemods.languages.python.queries.sqltext import Sql, read_sql, told
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
    Spread,
    walk,
)
from codemods.model.queries import (
    Answer,
    Filter,
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
_EXECUTES = frozenset(["execute"])
_RESULTS: dict[str, tuple[Answer, bool]] = {
    "all": ("all", False), "fetchall": ("all", False), "first": ("first", False),
    "fetchone": ("first", False), "one_or_none": ("one_or_none", False), "one": ("one", False),
    "scalar": ("first", True), "scalar_one": ("one", True),
    "scalar_one_or_none": ("one_or_none", True),
}  # fmt: skip


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
            return _held(driver, chain, first, is_async, ask, single)
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
    """`fetchone()[0]` of an aggregate, for which there always is a row; by name where rows have it."""
    if not isinstance(expr.key, Constant) or expr.key.type not in ("int", "str"):
        return None
    found = read(expr.value, ask, single=True)
    form = found.form if isinstance(found, Query) else None
    if not isinstance(found, Query) or not isinstance(form, Form):
        return None
    by_place = expr.key.value == 0 and form.style != "mapping"
    by_name = expr.key.value == form.sql.title and form.style in ("mapping", "both", "record")
    known = found.gives in ("count", "aggregate", "exists") and found.answer == "first"
    return found if known and (by_place or by_name) else None


def _held(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask, single: bool
) -> Query | Unreadable | None:
    """`cursor = db.execute(...)` in a step of its own, and what is fetched from the cursor."""
    context = ask.opened(chain.root)
    awaited = isinstance(context, Await)
    if isinstance(context, Await):
        context = context.value
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return _entered(driver, chain, first, is_async, ask, single)
    if context.callee.name not in _EXECUTES:
        return None
    answer, value = _FETCHES[first.name]
    links = (Link("execute", context.args, awaited), Link("fetchall", (), first.awaited))
    opened = Chain(context.callee.value, links)
    return _query(driver, opened, context, answer, value or single, is_async, False, ask)


def _entered(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask, single: bool
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
    return _query(driver, opened, context, answer, value or single, is_async, False, ask)


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
    keys: Expr | None = None
    if text is None and held is not None and driver in ("sqlite3", "aiosqlite"):
        listed = ask.listed(held)
        if listed is not None:
            text, keys = listed
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
    values = _values(driver, ran, sql) if keys is None else _values_with(keys, ran, sql)
    if values is None:
        return Unreadable("its parameters cannot be matched with its text")
    style = "record"
    if driver not in ("asyncpg", "databases", "text"):
        style = ask.row_style(driver, chain.root)
    if driver == "text":
        style = "named"
    parameters = {"asyncpg": "star", "databases": "dict", "text": "dict"}.get(driver, "tuple")
    form = Form(
        driver, sql, text, ran, chain, parameters, dialect, style, cursor, given_call, tuple(values)
    )  # fmt: skip
    filters = tuple(
        Filter(f.table, f.column, values[f.placeholder], many=f.many) for f in sql.filters
    )
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


def _values_with(keys: Expr, ran: Call, sql: Sql) -> list[Expr] | None:
    """The value of each placeholder, one of which stands for all keys: `(tenant_id, *ids)`."""
    held = [f.placeholder for f in sql.filters if f.many]
    given = ran.argument(1, "parameters")
    if len(held) != 1 or given is None or len(ran.args) != 2:
        return None
    values: list[Expr] = []
    for part in given.operands if isinstance(given, Operation) else (given,):
        items = part.items if isinstance(part, Display) else (Spread(part),)
        values += (i.value if isinstance(i, Spread) else i for i in items)
        if any(isinstance(i, Spread) and _copied(i.value) != _copied(keys) for i in items):
            return None
    if isinstance(given, Operation) and given.operator != "+":
        return None
    places = [n for n, v in enumerate(values) if _copied(v) == _copied(keys)]
    return values if places == held and len(values) == len(sql.names) else None


def _copied(value: Expr) -> Expr:
    """The name of the keys that `tuple(ids)` and `list(ids)` have in another form."""
    match value:
        case Call(callee=Name(id="tuple" | "list"), args=(only,)) if not only.star:
            return only.value
        case _:
            return value


def _fits(names: tuple[str, ...], count: int) -> bool:
    return all(n.isdigit() and 0 < int(n) <= count for n in names)


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form) or one.driver != many.driver:
        return False
    texts = []
    for form, key in (
        (one, query.filters[index]),
        (many, next(f for f in other.filters if f.many)),
    ):
        names = {
            n: "KEY" if v is key.value else f"v{spell(v).encode().hex()}"
            for n, v in enumerate(form.values)
        }
        texts.append(told(form.sql, form.dialect, names, ordered))
    return texts[0] != "" and texts[0] == texts[1]


def key_in_row(query: Query, ask: Ask) -> tuple[object, ...]:
    """The names and places that the column of many keys has in a row."""
    form = query.form
    if not isinstance(form, Form):
        return ()
    where = next(w for w in form.sql.filters if w.many)
    found = form.sql.place_of(where, ask.table(query.entity))
    if found is None:
        return ()
    label, place = found
    if form.style in ("mapping", "both", "record"):
        return (label, place) if form.style != "mapping" and place >= 0 else (label,)
    return (place,) if form.style == "tuple" and place >= 0 else ()


__all__ = ["alike", "batched", "key_in_row", "read"]
