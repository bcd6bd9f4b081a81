"""Queries in SQL text: what a text asks with the values that it is given, and what is alike."""

from __future__ import annotations

from dataclasses import replace

from codemods.languages.python.queries.numbers import sums_are_whole
from codemods.languages.python.queries.rawcalls import put_by
from codemods.languages.python.queries.rawform import Form, Put
from codemods.languages.python.queries.rawwriting import batched
from codemods.languages.python.queries.reading import Ask
from codemods.languages.python.queries.sqltext import Sql, read_sql, told
from codemods.languages.python.spell import spell
from codemods.model.code import (
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
from codemods.model.queries import Filter, Query, Unreadable

_DIALECTS = {
    "asyncpg": "postgresql", "psycopg": "postgresql", "psycopg2": "postgresql",
    "sqlite3": "sqlite", "aiosqlite": "sqlite",
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
    put = put_by(expr, ask, single)
    return _query(put, ask) if isinstance(put, Put) else put


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


def _query(put: Put, ask: Ask) -> Query | Unreadable | None:
    driver, ran, held = put.driver, put.call, put.text
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
    values = _values(put, sql) if keys is None else _values_with(keys, put, sql)
    if values is None:
        return Unreadable("its parameters cannot be matched with its text")
    style = put.style
    if style is None:
        style = ask.row_style(driver, put.chain.root)
    form = Form(
        driver, sql, text, ran, put.chain, dialect, style, put.cursor, put.text_call,
        tuple(values), put.handing, put.values, put.runs,
    )  # fmt: skip
    filters = tuple(
        Filter(f.table, f.column, values[f.placeholder], many=f.many) for f in sql.filters
    )
    used = {f.placeholder for f in sql.filters}
    rest = tuple(v for i, v in enumerate(values) if i not in used)
    via = f"{driver} {put.chain.links[0].name}"
    channel: Expr | None = put.chain.root
    if put.runs is not None:
        rest = (*rest, *put.runs.others)
        via = spell(ran.callee)
        if put.runs.many is None and put.answer != "all":
            return Unreadable(put.runs.why_one)
    gives = sql.gives
    if gives == "row" and put.single:
        gives = "value"
    elif gives in ("count", "aggregate", "exists") and not put.single:
        gives = "row"
    default: Expr | None = None
    if gives == "count":
        default = Constant("int", 0)
    elif gives == "aggregate" and sql.default is not None:
        entity = ask.table(sql.table)
        columns = entity.columns.values() if entity is not None else ()
        if sql.joined or not any(
            c.name.lower() == sql.number_of.lower()
            and c.kind == "int"
            and (not sql.sums or sums_are_whole(c, dialect))
            for c in columns
        ):
            return Unreadable("its answer for no rows is not known to be a whole number")
        default = Constant(type(sql.default).__name__, sql.default)
    if gives == "row" and sql.gives != "row":
        return Unreadable("a row of aggregates is not modelled")
    return Query(
        "raw", sql.table, gives, put.answer, filters, channel, form, rest, sql.ordered, sql.limit,
        default=default, is_async=put.is_async, via=via, label=(sql.columns or ("",))[0],
        as_number=gives == "exists" and dialect == "sqlite",
    )  # fmt: skip


def _values(put: Put, sql: Sql) -> list[Expr] | None:
    """The value of each placeholder of the text, in order of the text."""
    if any(a.star for a in put.values):
        return None
    if put.handing == "keywords":
        by_word = {a.keyword: a.value for a in put.values}
        named = [by_word.get(n) for n in sql.names if n]
        return [v for v in named if v is not None] if all(named) and all(sql.names) else None
    if put.handing == "star":
        if any(a.keyword for a in put.values):
            return None
        return _in_text(put.driver, [a.value for a in put.values], sql)
    if not put.values:
        return [] if not sql.names else None
    if len(put.values) != 1:
        return None
    given = put.values[0].value
    if isinstance(given, Display) and given.type == "dict":
        pairs = dict(zip(given.items[::2], given.items[1::2], strict=False))
        by_name = {k.value: v for k, v in pairs.items() if isinstance(k, Constant)}
        found = [by_name.get(n) for n in sql.names]
        return [f for f in found if f is not None] if all(found) else None
    if isinstance(given, Display) and given.type in ("tuple", "list"):
        return _in_text(put.driver, list(given.items), sql)
    return None


def _in_text(driver: str, values: list[Expr], sql: Sql) -> list[Expr] | None:
    """Values that are given in a row, by the order of the placeholders or by their numbers."""
    if any(isinstance(v, Spread) for v in values):
        return None
    if driver == "asyncpg":
        return [values[int(n) - 1] for n in sql.names] if _fits(sql.names, len(values)) else None
    return values if len(values) == len(sql.names) and not any(sql.names) else None


def _values_with(keys: Expr, put: Put, sql: Sql) -> list[Expr] | None:
    """The value of each placeholder, one of which stands for all keys: `(tenant_id, *ids)`."""
    held = [f.placeholder for f in sql.filters if f.many]
    if len(held) != 1 or len(put.values) != 1 or put.handing != "one" or len(put.call.args) != 2:
        return None
    given = put.values[0].value
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


def as_existence(query: Query) -> Query | None:
    """The same query where all that is asked of its answer is whether there is a row.

    A row is true, whatever is in it; a value is where all rows give the same number.
    """
    form = query.form
    if not isinstance(form, Form) or query.answer != "first" or query.limit not in (None, 1):
        return None
    if form.style in ("", "object", "value") or form.sql.gives != "row":
        return None
    chosen = form.sql.text[form.sql.head : form.sql.tail].strip()
    if query.gives == "value" and not (form.sql.constant and chosen.isdigit() and int(chosen)):
        return None
    return replace(query, gives="exists", limit=None, ordered=False)


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form) or one.driver != many.driver:
        return False
    if _sent_through(one) != _sent_through(many):
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


def _sent_through(form: Form) -> str:
    return f"{form.runs.through} {form.runs.row}" if form.runs is not None else ""


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


__all__ = ["alike", "as_existence", "batched", "key_in_row", "read"]
