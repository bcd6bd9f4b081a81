"""How SQL text is put to a database: by a driver's own call, or by a function that hands it on.

source: asyncpg API reference; psycopg 3 and psycopg2 documentation ("Passing parameters"); Python
library reference, "sqlite3"; aiosqlite and databases documentation; SQLAlchemy 2.0, "text()";
Django documentation, "Executing custom SQL directly".
"""

from __future__ import annotations

from codemods.languages.python.queries.handing import Handing
from codemods.languages.python.queries.rawform import Put
from codemods.languages.python.queries.reading import Ask, Chain, Link, unchain
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Expr,
    Name,
    walk,
)
from codemods.model.queries import Answer, Unreadable
from codemods.model.spans import Span

_DRIVERS = {
    "asyncpg.Connection": "asyncpg", "asyncpg.Pool": "asyncpg",
    "psycopg.Connection": "psycopg", "psycopg.AsyncConnection": "psycopg",
    "psycopg.Cursor": "psycopg", "psycopg.AsyncCursor": "psycopg",
    "psycopg2.extensions.connection": "psycopg2", "psycopg2.extensions.cursor": "psycopg2",
    "psycopg2.extras.DictCursor": "psycopg2", "psycopg2.extras.RealDictCursor": "psycopg2",
    "psycopg2.extras.NamedTupleCursor": "psycopg2",
    "sqlite3.Connection": "sqlite3", "sqlite3.Cursor": "sqlite3",
    "aiosqlite.Connection": "aiosqlite", "aiosqlite.Cursor": "aiosqlite",
    "django.db.backends.utils.CursorWrapper": "django_cursor",
    "databases.Database": "databases", "databases.core.Connection": "databases",
    "sqlalchemy.orm.Session": "text", "sqlalchemy.ext.asyncio.AsyncSession": "text",
    "sqlmodel.Session": "text", "sqlmodel.ext.asyncio.session.AsyncSession": "text",
    "sqlalchemy.Connection": "text", "sqlalchemy.ext.asyncio.AsyncConnection": "text",
}  # fmt: skip
_CONNECTIONS = frozenset(
    t for t, driver in _DRIVERS.items() if "ursor" not in t and driver != "django_cursor"
)
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


def put_by(expr: Expr, ask: Ask, single: bool = False) -> Put | Unreadable | None:
    """How an expression puts SQL text to a database; None when it puts none.

    With `single`, only the first column of its row is taken.
    """

    def driver_of(part: Expr) -> str:
        return _driver(part, ask)

    handed_on = _by_runner(expr, ask, single) or _by_cursor_of_runner(expr, ask, single)
    if handed_on is not None:
        return handed_on
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
        return _put(driver, chain, ran, answer, value or single, is_async, True)
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
    return _put(driver, chain, ran, answer, value or single, is_async)


def _driver(part: Expr, ask: Ask) -> str:
    """The driver whose connection or cursor an expression is; "" for all else."""
    if isinstance(part, Await):
        return ""
    found = set(ask.types(part))
    if isinstance(part, Call):
        # `get_db().execute(...)`: what a driver's own method gives is a link of the chain.
        callee = part.callee
        if isinstance(callee, Attribute) and _driver(callee.value, ask):
            return ""
        if not found <= _CONNECTIONS:
            return ""
    drivers = {_DRIVERS.get(t, "") for t in found}
    return drivers.pop() if len(drivers) == 1 else ""


def _by_runner(expr: Expr, ask: Ask, single: bool) -> Put | Unreadable | None:
    """The call of a function of the project that runs the SQL text it is handed."""
    mark = ask.mark()
    opened = ask.opened(expr) if isinstance(expr, Name) else expr
    call = opened.value if isinstance(opened, Await) else opened
    found = ask.runs(call, isinstance(opened, Await)) if isinstance(call, Call) else None
    if found is None or not isinstance(call, Call):
        ask.back(mark)
        return None
    if isinstance(found, Unreadable):
        return found
    if found.cursor:
        ask.back(mark)
        return None
    many = found.many or call
    callee = many.callee
    root = callee.value if isinstance(callee, Attribute) else callee
    name = callee.name if isinstance(callee, Attribute) else ""
    awaited = isinstance(opened, Await)
    return Put(
        found.driver, Chain(root, (Link(name, many.args, awaited),)), many, found.text,
        found.handing, found.values, found.answer, found.single or single, awaited,
        style=found.style, runs=found,
    )  # fmt: skip


def _by_cursor_of_runner(expr: Expr, ask: Ask, single: bool) -> Put | Unreadable | None:
    """What is fetched from the cursor that a function gives after it has run the text."""
    fetch = expr.value if isinstance(expr, Await) else expr
    if not isinstance(fetch, Call) or fetch.args or not isinstance(fetch.callee, Attribute):
        return None
    if fetch.callee.name not in ("fetchone", "fetchall"):
        return None
    mark = ask.mark()
    held = fetch.callee.value
    opened = ask.opened(held) if isinstance(held, Name) else held
    call = opened.value if isinstance(opened, Await) else opened
    found = ask.runs(call, isinstance(opened, Await)) if isinstance(call, Call) else None
    if found is None or not isinstance(call, Call):
        ask.back(mark)
        return None
    if isinstance(found, Unreadable):
        return found
    if not found.cursor:
        ask.back(mark)
        return None
    callee = call.callee
    root = callee.value if isinstance(callee, Attribute) else callee
    name = callee.name if isinstance(callee, Attribute) else ""
    first = Link(name, call.args, isinstance(opened, Await))
    links = (first, Link("fetchall", (), isinstance(expr, Await)))
    answer, value = _FETCHES[fetch.callee.name]
    return Put(
        found.driver, Chain(root, links), call, found.text, found.handing, found.values, answer,
        value or single, any(link.awaited for link in links), style=found.style, runs=found,
    )  # fmt: skip


def _put(
    driver: str,
    chain: Chain,
    ran: Call,
    answer: Answer,
    single: bool,
    is_async: bool,
    cursor: bool = False,
) -> Put:
    """What a driver's call is given: the text, and its values in the driver's way."""
    text = ran.argument(0, "query")
    handing: Handing = "one"
    values: tuple[Argument, ...]
    if driver == "asyncpg":
        handing = "star"
        # How long it may take is no value of the text.
        values = tuple(a for a in ran.args[1:] if a.keyword != "timeout")
    else:
        words = ("values",) if driver == "databases" else ("values", "params", "parameters")
        given = next((v for w in words if (v := ran.argument(1, w)) is not None), None)
        values = tuple(a for a in ran.args if a.value is given)
    return Put(driver, chain, ran, text, handing, values, answer, single, is_async, cursor)


def _held(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask, single: bool
) -> Put | Unreadable | None:
    """`cursor = db.execute(...)` in a step of its own, and what is fetched from the cursor."""
    context = ask.opened(chain.root)
    awaited = isinstance(context, Await)
    if isinstance(context, Await):
        context = context.value
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return _entered(driver, chain, first, is_async, ask, single)
    if context.callee.name not in _EXECUTES or not _driver(context.callee.value, ask):
        return None
    answer, value = _FETCHES[first.name]
    links = (Link("execute", context.args, awaited), Link("fetchall", (), first.awaited))
    opened = Chain(context.callee.value, links)
    return _put(driver, opened, context, answer, value or single, is_async)


def _entered(
    driver: str, chain: Chain, first: Link, is_async: bool, ask: Ask, single: bool
) -> Put | Unreadable | None:
    """`async with db.execute(...) as cursor`, and what is fetched from the cursor."""
    context = ask.entered_by(chain.root)
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return None
    if context.callee.name not in _EXECUTES or driver != "aiosqlite":
        return None
    if not _driver(context.callee.value, ask):
        return None
    answer, value = _FETCHES[first.name]
    links = (Link("execute", context.args, True), Link("fetchall", (), True))
    opened = Chain(context.callee.value, links)
    return _put(driver, opened, context, answer, value or single, is_async)


def _span_of(expr: Expr) -> Span:
    return next((p.span for p in walk(expr) if isinstance(p, Call)), Span(0, 0, 0, 0))


def _text(
    chain: Chain, first: Link, rest: tuple[Link, ...], is_async: bool, ask: Ask
) -> Put | Unreadable | None:
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
    if answer in ("one", "one_or_none"):
        return Unreadable("a single row of SQL text is not modelled")
    given = ran.argument(1, "params") or ran.argument(1, "values")
    given = given or ran.argument(1, "parameters")
    values = tuple(a for a in ran.args if a.value is given)
    text = statement.argument(0)
    style = "mapping" if mappings else "named"
    return Put(
        "text", chain, ran, text, "one", values, answer, value, is_async,
        text_call=statement, style=style,
    )  # fmt: skip
