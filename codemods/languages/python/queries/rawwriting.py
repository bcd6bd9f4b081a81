"""SQL text for many keys at once, and the call that runs it.

source: PostgreSQL, "Array Functions and Operators" (unnest), "Table Expressions" (WITH ORDINALITY);
SQLite, "JSON Functions And Operators" (json_each), "Query Planning" (CROSS JOIN keeps the order of
its tables, JOIN does not).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.rawbranches import Branches, branches
from codemods.languages.python.queries.rawform import Form
from codemods.languages.python.queries.reading import Ask, call_of, method, row_name
from codemods.languages.python.queries.sqltext import Condition, Rewritten
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Await,
    Call,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
)
from codemods.model.queries import Batched, Column, Entity, Grouping, Query, Unreadable

_MANY = {
    "fetchrow": "fetch", "fetchval": "fetch", "fetch_one": "fetch_all", "fetch_val": "fetch_all",
    "scalar": "execute", "scalars": "execute",
}  # fmt: skip
_KEYS = Name("KEYS")
_JSON = method(Name("json"), "dumps", _KEYS)
# Columns of the keys as a table; hardly any table has columns of these names.
_VALUE = "wanted_value"
_POSITION = "wanted_position"
# These give arrays of them a type of their own; those of texts go without one.
_TYPED = frozenset(["int", "uuid", "bool", "date"])


@dataclass(frozen=True, slots=True)
class _Asked:
    """The text for all keys, the column that tells them apart, and the values of its placeholders.

    `given` has the placeholders that stand for keys now; those of `gone` have no place any more.
    With `joined` they stand before WHERE, all others as they did. `key` is the key in terms of the
    column that tells them apart, which stands as `{}`; with `columns` it is made of these instead,
    each by label and place in the row. All keys go as one value (or one for each column), so their
    number has no limit.
    """

    sql: Rewritten
    where: Condition
    given: tuple[tuple[int, Expr], ...]
    gone: tuple[int, ...] = ()
    imports: tuple[tuple[str, str], ...] = ()
    key: str = "{}"
    joined: bool = False
    columns: tuple[tuple[str, int], ...] = ()


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    entity = ask.table(query.entity)
    wheres = [form.sql.filters[i] for i in varying]
    known = [e.columns.get(w.column) if (e := ask.table(w.table)) else None for w in wheres]
    unique = entity is not None and entity.is_unique(frozenset(f.column for f in query.filters))
    unique = unique and not form.sql.joined
    ranked = _is_ranked(query, form, unique)
    if isinstance(ranked, Unreadable):
        return ranked
    if form.dialect not in ("postgresql", "sqlite") or query.by_position == "single":
        return _by_branches(query, form, varying, unique, ranked, entity, fresh)
    how: _Asked | Unreadable
    if len(varying) > 1 and not query.by_position and query.gives == "row" and not ranked:
        how = _by_columns(form, wheres, known, entity)
    elif len(varying) > 1 or query.by_position:
        how = _by_position(form, wheres, known)
    else:
        how = _by_value(form, wheres[0], known[0])
    if isinstance(how, Unreadable):
        return _by_branches(query, form, varying, unique, ranked, entity, fresh)
    found = _asked(query, form, how, unique, ranked, entity, fresh)
    return found if isinstance(found, Unreadable) else replace(found, key=how.key.format(found.key))


def _is_ranked(query: Query, form: Form, unique: bool) -> bool | Unreadable:
    """Whether only the first rows of each key are wanted."""
    if query.gives in ("count", "aggregate", "exists"):
        return False
    ranked = query.limit is not None and not (query.answer == "first" and unique)
    ranked = ranked or (query.answer == "first" and not unique and form.sql.ordered)
    if ranked and not form.sql.ordered and not form.sql.constant:
        return Unreadable(
            "it takes some of the rows without saying which: there is no order", "B11"
        )
    if query.answer == "first" and not unique and not ranked and not form.sql.constant:
        return Unreadable("it takes one of the rows without saying which: no key is known to be unique "
                          f"in `{query.entity}`", "B11")  # fmt: skip
    return ranked


def _asked(
    query: Query,
    form: Form,
    how: _Asked,
    unique: bool,
    ranked: bool,
    entity: Entity | None,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The query in the form that its answer needs."""
    sql, where = how.sql, how.where
    grouping: Grouping = "list" if query.answer == "all" else "one" if unique else "first"
    if query.gives in ("count", "aggregate"):
        names = [fresh(_column_name(where.column, query, entity)), fresh(form.sql.label)]
        names = _row_for(form, names, fresh)
        return _made(query, form, how, sql.grouped(where.spelled), names, "one")
    if query.gives == "exists":
        name = fresh(_column_name(where.column, query, entity))
        names = _row_for(form, [name], fresh)
        return _made(query, form, how, sql.distinct(where.spelled), names, "set")
    limit = 1 if query.answer == "first" else query.limit
    if query.gives == "value":
        names = [fresh(_column_name(where.column, query, entity)), fresh("value")]
        text: str | None = sql.with_key_first(where.spelled)
        if ranked:
            text = sql.ranked(where.spelled, limit or 1, key_first=True)
        if text is None:
            return Unreadable("what it selects cannot be ranked by key")
        return _made(query, form, how, text, names, grouping)
    row = fresh(row_name(query, entity))
    return _rows(query, form, how, row, grouping, entity, limit if ranked else None)


def _by_branches(
    query: Query,
    form: Form,
    varying: tuple[int, ...],
    unique: bool,
    ranked: bool,
    entity: Entity | None,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The single query over and over, in branches that give the number of their key."""
    if form.style in ("object", "value", ""):
        return Unreadable("the key cannot be told from what its row factory makes of a row")
    made = branches(query, form, varying, unique, ranked, entity, fresh)
    if isinstance(made, Unreadable):
        return made
    one = unique or (ranked and query.answer == "first")
    grouping: Grouping = "list" if query.answer == "all" else "one" if one else "first"
    setup, rows = _ran(query, form, list(made.args))
    setup = (*made.setup, *setup)

    def batched(row: str, key: str, value: str, how: Grouping, widened: bool = False) -> Batched:
        return Batched(
            rows, row, f"{made.wanted}[{key}]", value, how, True, setup, most=made.most,
            widened=widened,
        )  # fmt: skip

    row = fresh(row_name(query, entity) if query.gives == "row" else "row")
    key = _position_in(form, row, made)
    match query.gives:
        case "exists":
            return batched(row, key, key, "set")
        case "row" if form.style == "tuple":
            return batched(row, key, f"{row}[:-{made.extra}]", grouping)
        case "row":
            dicts = form.driver in ("psycopg", "psycopg2") and form.runs is None
            dicts = dicts or (form.runs is not None and form.runs.row == "dict")
            if dicts and form.style == "mapping" and made.extra == 1:
                return batched(row, f'{row}.pop("{made.position}")', row, grouping)
            return batched(row, key, row, grouping, True)
        case gives:
            how: Grouping = grouping if gives == "value" else "one"
            if form.style == "mapping" and not form.sql.title:
                return Unreadable("rows have their values by name, and this one has none")
            value = f'{row}["{form.sql.title}"]' if form.style == "mapping" else f"{row}[0]"
            return batched(row, key, value, how)


def _position_in(form: Form, row: str, made: Branches) -> str:
    """The number of the key in a row, in the way in which rows come."""
    match form.style:
        case "named":
            return f"{row}.{made.position}"
        case "tuple":
            return f"{row}[-1]"
        case _:
            return f'{row}["{made.position}"]'


def _row_for(form: Form, names: list[str], fresh: Callable[[str], str]) -> list[str]:
    """One name for the row where its values have names of their own."""
    whole = form.style == "mapping" or form.driver == "databases"
    return [fresh("row"), *names[1:]] if whole else names


def _column_name(column: str, query: Query, entity: Entity | None) -> str:
    short = row_name(replace(query, gives="entity"), entity)
    return f"{short}_{column}" if column == "id" else column


def _by_position(
    form: Form, wheres: Sequence[Condition], columns: Sequence[Column | None]
) -> _Asked | Unreadable:
    """The keys as a table with positions: which row belongs to which is for the database to say."""
    found = _joined(form, wheres, columns, True)
    if isinstance(found, Unreadable):
        return found
    moved = replace(wheres[0], column=_POSITION, spelled=f"wanted.{_POSITION}")
    key = "KEYS[{}]" if form.dialect == "sqlite" else "KEYS[{} - 1]"
    return replace(found, where=moved, key=key)


def _by_columns(
    form: Form,
    wheres: Sequence[Condition],
    columns: Sequence[Column | None],
    entity: Entity | None,
) -> _Asked | Unreadable:
    """The keys as a table; the columns of a row say which it belongs to, where all are selected."""
    places = [form.sql.place_of(w, entity) for w in wheres]
    told = [p for p in places if p is not None and (form.style != "tuple" or p[1] >= 0)]
    if len(told) < len(wheres):
        return _by_position(form, wheres, columns)
    found = _joined(form, wheres, columns, False)
    return found if isinstance(found, Unreadable) else replace(found, columns=tuple(told))


def _joined(
    form: Form, wheres: Sequence[Condition], columns: Sequence[Column | None], position: bool
) -> _Asked | Unreadable:
    """The text with the keys as a table of their own, which WHERE compares its columns with."""
    marks = [form.sql.mark(w) for w in wheres]
    many = len(wheres) > 1
    if many and any(marks) and len({m for m in marks if m}) < len([m for m in marks if m]):
        return Unreadable("two of its conditions share one value")
    names = [f"{_VALUE}_{n}" if many else _VALUE for n, _ in enumerate(wheres, 1)]
    imports: tuple[tuple[str, str], ...] = ()
    gone: tuple[int, ...] = ()
    if form.dialect == "postgresql":
        arrays = [_array(form, w, c) for w, c in zip(wheres, columns, strict=True)]
        if any(a is None for a in arrays):
            return Unreadable("the types of its key columns are not known")
        listed = ", ".join(a for a in arrays if a is not None)
        ordinality = " WITH ORDINALITY" if position else ""
        held = ", ".join([*names, _POSITION] if position else names)
        join = f"CROSS JOIN unnest({listed}){ordinality} AS wanted ({held})"
        lists = [_column_of_keys(n) for n, _ in enumerate(wheres)] if many else [_KEYS]
        given = tuple((w.placeholder, v) for w, v in zip(wheres, lists, strict=True))
    elif form.dialect == "sqlite":
        if many and any(c is None or c.kind not in ("int", "text", "folded") for c in columns):
            return Unreadable("its keys are neither whole numbers nor text, which JSON could carry")
        parts = [
            f"json_extract(value, '$[{n}]')" if many else "value" for n, _ in enumerate(wheres)
        ]
        chosen = [f"{part} AS {name}" for part, name in zip(parts, names, strict=True)]
        chosen += [f"key AS {_POSITION}"] if position else []
        inner = f"SELECT {', '.join(chosen)} FROM json_each({form.sql.spot(wheres[0])})"
        join = f"JOIN ({inner}) AS wanted"
        given, imports = ((wheres[0].placeholder, _JSON),), (("json", ""),)
        gone = tuple(w.placeholder for w in wheres[1:])
    else:
        return Unreadable("the dialect is not known: set `dialect` in [tool.refactor]")
    sql = form.sql.joined_to(wheres, join, [f"wanted.{n}" for n in names])
    if sql is None:
        return Unreadable("it selects all columns of several tables")
    return _Asked(sql, wheres[0], given, gone, imports, joined=True)


def _array(form: Form, where: Condition, column: Column | None) -> str | None:
    """The placeholder of a list of keys, cast where the list itself does not tell its type."""
    mark = form.sql.spot(where)
    typed = form.driver in ("psycopg", "psycopg2") and column is not None
    if typed and column is not None and column.kind in _TYPED:
        # A cast to the column's type would refuse numbers that the single query just does not find.
        return mark
    if column is None or not column.sql_type:
        return None
    if mark.startswith(":"):
        return f"CAST({mark} AS {column.sql_type}[])"
    return f"{mark}::{column.sql_type}[]"


def _column_of_keys(number: int) -> Expr:
    """`[key[0] for key in KEYS]`"""
    part = Item(Name("key"), Constant("int", number))
    return Comprehension("list", (part,), (Clause(Name("key"), _KEYS, (), False),))


def _by_value(form: Form, where: Condition, column: Column | None) -> _Asked | Unreadable:
    """`column = ANY(keys)`: both ways take all keys as one value, so their number has no limit."""
    if form.dialect == "postgresql":
        chosen = form.sql.chosen(where, "= ANY({})")
        return _Asked(chosen, where, ((where.placeholder, _KEYS),))
    if form.dialect == "sqlite":
        if column is None or column.kind not in ("int", "text"):
            return Unreadable("its keys are neither whole numbers nor text, which JSON could carry")
        chosen = form.sql.chosen(where, "IN (SELECT value FROM json_each({}))")
        return _Asked(chosen, where, ((where.placeholder, _JSON),), imports=(("json", ""),))
    return Unreadable("the dialect is not known: set `dialect` in [tool.refactor]")


def _made(
    query: Query, form: Form, how: _Asked, sql: str, names: list[str], grouping: Grouping
) -> Batched | Unreadable:
    if form.style in ("object", "value", ""):
        return Unreadable("rows are not tuples here, so their values cannot be told apart")
    setup, rows = _run(query, form, how, sql)
    if form.style == "mapping":
        labels = [how.where.column, *([form.sql.title] if len(names) > 1 else [])]
        if not all(labels) or len(set(labels)) < len(labels):
            return Unreadable("rows have their values by name, and two of them have one name")
        key, value = f'{names[0]}["{labels[0]}"]', f'{names[0]}["{labels[-1]}"]'
        return Batched(rows, names[0], key, value, grouping, False, setup, how.imports)
    if form.driver == "databases":
        # Going through one of its rows gives the names of the columns.
        key, value = f"{names[0]}[0]", f"{names[0]}[{len(names) - 1}]"
        return Batched(rows, names[0], key, value, grouping, False, setup, how.imports)
    target = ", ".join(names) if len(names) > 1 else f"({names[0]},)"
    return Batched(rows, target, names[0], names[-1], grouping, False, setup, how.imports)


def _rows(
    query: Query,
    form: Form,
    how: _Asked,
    row: str,
    grouping: Grouping,
    entity: Entity | None,
    limit: int | None,
) -> Batched | Unreadable:
    sql, where = how.sql, how.where
    if how.columns and form.style not in ("", "value"):
        keys = [_column_of(form, row, label, number) for label, number in how.columns]
        setup, rows = _run(query, form, how, sql.text)
        return Batched(rows, row, f"({', '.join(keys)})", row, grouping, False, setup, how.imports)
    place = None if how.joined else form.sql.place_of(where, entity)
    value = row
    added = place is None
    label, number = place if place is not None else (where.column, -1)
    text: str | None = sql.with_key_last(where.spelled) if added else sql.text
    if limit is not None:
        text = sql.ranked(where.spelled, limit, key_first=False)
    if text is None:
        return Unreadable("what it selects cannot be ranked by key")
    if form.style == "":
        return Unreadable(
            "what a row is, is not known: the project sets a row factory or converts values"
        )
    if form.style == "value" or (form.style == "object" and added):
        return Unreadable("the key cannot be told from what its row factory makes of a row")
    if form.style == "tuple" and added:
        key, value = f"{row}[-1]", f"{row}[:-1]"
    else:
        key = _column_of(form, row, label, number)
    if not key:
        return Unreadable("the place of the key column in a row is not known")
    setup, rows = _run(query, form, how, text)
    widened = added and form.style != "tuple"
    return Batched(rows, row, key, value, grouping, False, setup, how.imports, widened=widened)


def _column_of(form: Form, row: str, label: str, number: int) -> str:
    """One column of a row, in the way in which rows come; "" where it has no place that is known."""
    if form.style != "tuple" and (form.sql.columns or ()).count(label) > 1:
        # By name, one of them hides the other.
        numbered = form.style == "both" or (form.style == "record" and form.driver == "asyncpg")
        return f"{row}[{number}]" if numbered and number >= 0 else ""
    match form.style:
        case "named" | "object":
            return f"{row}.{label}"
        case "tuple":
            return f"{row}[{number}]" if number >= 0 else ""
        case _:
            return f'{row}["{label}"]'


def _run(query: Query, form: Form, how: _Asked, sql: str) -> tuple[tuple[str, ...], str]:
    """The statements before, and the expression, that run the new text with all keys."""
    return _ran(query, form, _arguments(form, how, sql))


def _ran(query: Query, form: Form, args: Sequence[Argument]) -> tuple[tuple[str, ...], str]:
    """The same for the arguments of the call."""
    first, *rest = form.chain.links
    awaited = query.is_async
    if form.runs is not None:
        ran = _awaited(call_of(form.call.callee, *args), first.awaited)
        if form.runs.cursor:
            ran = _awaited(method(ran, "fetchall"), rest[0].awaited)
        return (), spell(ran)
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


def _arguments(form: Form, how: _Asked, sql: str) -> list[Argument]:
    """The arguments of the call, with the new text and the keys among them."""
    words = [a.value for a in form.call.args if a.keyword in ("query", "statement")]
    held = form.runs.text if form.runs is not None else [*words, form.call.args[0].value][0]
    given = {id(a.value) for a in form.given}
    star = form.handing == "star" and form.driver != "asyncpg"
    moved = iter(_ordered(form, how, [a.value for a in form.given])) if star else iter(())
    keys, gone = dict(how.given), {id(form.values[n]) for n in how.gone}
    stands = {id(form.values[n]): value for n, value in keys.items()}
    args: list[Argument] = []
    for arg in form.call.args:
        if arg.value is held:
            text: Expr = Constant("str", sql)
            if form.text_call is not None and isinstance(form.text_call, Call):
                text = call_of(form.text_call.callee, text)
            args.append(Argument(text, arg.keyword))
        elif id(arg.value) not in given:
            args.append(arg)
        elif form.handing == "one" and isinstance(arg.value, Display):
            args.append(Argument(_values(form, how, arg.value), arg.keyword))
        elif star:
            new = next(moved, None)
            if new is not None:
                args.append(Argument(new))
        elif id(arg.value) not in gone:
            args.append(Argument(stands.get(id(arg.value), arg.value), arg.keyword))
    return args


def _values(form: Form, how: _Asked, given: Display) -> Display:
    """The values that go with the text: the keys, and all others as they were."""
    if given.type == "dict":
        stands = {id(form.values[n]): value for n, value in how.given}
        gone = {id(form.values[n]) for n in how.gone}
        pairs = zip(given.items[::2], given.items[1::2], strict=True)
        kept = [(k, stands.get(id(v), v)) for k, v in pairs if id(v) not in gone]
        return Display("dict", tuple(part for pair in kept for part in pair))
    return Display(given.type, tuple(_ordered(form, how, given.items)))


def _ordered(form: Form, how: _Asked, given: Sequence[Expr]) -> list[Expr]:
    """Values in a row, in the order in which the new text has its placeholders."""
    keys = dict(how.given)
    if form.driver == "asyncpg":
        # They have numbers of their own.
        stands = {id(form.values[n]): value for n, value in keys.items()}
        return [stands.get(id(v), v) for v in given]
    if not how.joined:
        return [keys.get(n, i) for n, i in enumerate(given)]
    others = [
        (form.sql.spots[number][0] < form.sql.where, item)
        for number, item in enumerate(given)
        if number not in keys and number not in how.gone
    ]
    before = [item for ahead, item in others if ahead]
    after = [item for ahead, item in others if not ahead]
    return [*before, *keys.values(), *after]


def _awaited(call: Call, wanted: bool) -> Expr:
    return Await(call, 0, call.span) if wanted else call
