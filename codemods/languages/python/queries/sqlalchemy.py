"""How SQLAlchemy 2 and SQLModel spell a query: reading one, and writing it for many keys.

source: SQLAlchemy 2.0 documentation, "ORM Querying Guide", "Result", "Session API"; SQLModel
documentation, "Session.exec" (scalars where one thing is selected, rows otherwise).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    call_of,
    method,
    rebuilt,
    row_name,
    unchain,
)
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    walk,
)
from codemods.model.queries import (
    Answer,
    Batched,
    Entity,
    Filter,
    Gives,
    Grouping,
    Query,
    Unreadable,
)

_SESSIONS = frozenset(
    [
        "sqlalchemy.orm.Session",
        "sqlalchemy.ext.asyncio.AsyncSession",
        "sqlalchemy.ext.asyncio.async_scoped_session",
        "sqlalchemy.orm.scoped_session",
        "sqlalchemy.Connection",
        "sqlalchemy.engine.Connection",
        "sqlalchemy.ext.asyncio.AsyncConnection",
        "sqlmodel.Session",
        "sqlmodel.ext.asyncio.session.AsyncSession",
    ]
)
_NO_RESULT = "sqlalchemy.exc.NoResultFound"
_SEVERAL = "sqlalchemy.exc.MultipleResultsFound"
# Result.one() and its like; the texts are the library's own.
_NO_ROW_TEXT = "No row was found when one was required"
_SELECTS = ("sqlalchemy.select", "sqlmodel.select")
_KEPT = frozenset(["where", "filter", "filter_by", "order_by", "options", "join", "outerjoin",
                   "select_from", "limit", "execution_options"])  # fmt: skip
_DEFERRING = ("load_only", "defer", "defer_group", "Load")
_AGGREGATES = ("count", "sum", "max", "min", "avg")
_Terminal = tuple[Answer, str, str]
_TERMINALS: dict[str, _Terminal] = {
    "all": ("all", "", ""),
    "fetchall": ("all", "", ""),
    "first": ("first", "", ""),
    "one": ("one", _NO_RESULT, _SEVERAL),
    "one_or_none": ("one_or_none", "", _SEVERAL),
    "scalar": ("first", "", ""),
    "scalar_one": ("one", _NO_RESULT, _SEVERAL),
    "scalar_one_or_none": ("one_or_none", "", _SEVERAL),
}


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: what is selected from, by which chain, and how the answer is taken."""

    selected: tuple[Expr, ...]
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int, str], ...]  # per filter: link, argument, keyword of `filter_by`
    scalars: bool
    unique: bool
    mappings: bool
    legacy: bool  # session.query(...)
    get: bool
    execute: str  # the method that runs it: execute, scalars, exec
    aggregate: str
    model: Expr | None
    select: Expr | None  # how the code spells `select`


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""

    def is_session(part: Expr) -> bool:
        if isinstance(part, Call | Await):
            return False
        return bool(found := ask.types(part)) and all(t in _SESSIONS for t in found)

    if (
        isinstance(expr, Call)
        and ask.symbol(expr.callee) in ("list", "tuple")
        and len(expr.args) == 1
    ):
        inner = read(expr.args[0].value, ask)
        if isinstance(inner, Query) and inner.answer == "all" and ask.symbol(expr.callee) == "list":
            return replace(inner, lazy=False)
        return None

    def may_be_session(part: Expr) -> bool:
        return isinstance(part, Name | Attribute) and not ask.types(part) and not ask.symbol(part)

    chain = unchain(expr, ask, is_session)
    if is_session(chain.root) and chain.links:
        return _on_session(chain, ask)
    if isinstance(chain.root, Name | Attribute) and not is_session(chain.root):
        loose = unchain(expr, ask, lambda e: may_be_session(e) and _asks(e, expr))
        if loose.links and may_be_session(loose.root):
            found = _on_session(loose, ask)
            if isinstance(found, Query):
                what = f"the type of `{spell(loose.root)}`: that it is a session"
                return replace(found, assumed=what)
    return None


def _asks(session: Expr, expr: Expr) -> bool:
    """Whether the expression calls a method on it by which sessions are asked."""
    return any(
        isinstance(p, Call)
        and isinstance(p.callee, Attribute)
        and p.callee.value is session
        and p.callee.name in ("execute", "scalars", "scalar", "exec", "get", "get_one", "query")
        and bool(p.args)
        for p in walk(expr)
    )


def _on_session(chain: Chain, ask: Ask) -> Query | Unreadable | None:
    first, rest = chain.links[0], chain.links[1:]
    is_async = first.awaited
    match first.name:
        case "get" | "get_one":
            return _get(chain.root, first, rest, ask)
        case "query":
            return _legacy(chain.root, first, rest, ask)
        case "execute" | "scalars" | "scalar" | "exec":
            statement = first.argument(0, "statement")
            if statement is None or len(first.args or ()) != 1:
                return Unreadable("the statement is given parameters")
            found = _statement(statement, ask)
            if not isinstance(found, tuple):
                return found
            select, selected, links = found
            query = _executed(chain.root, first.name, is_async, rest, selected, links, ask)
            if isinstance(query, Query) and isinstance(query.form, Form):
                ends = bool(rest) and rest[-1].name in _TERMINALS
                lazy = query.answer == "all" and not ends
                return replace(query, form=replace(query.form, select=select), lazy=lazy)
            return query
        case _:
            return None


def _get(session: Expr, link: Link, rest: tuple[Link, ...], ask: Ask) -> Query | Unreadable | None:
    if rest or len(link.args or ()) != 2 or link.has_stars:
        return Unreadable(f"`{link.name}` is given options")
    model, value = link.argument(0, "entity"), link.argument(1, "ident")
    name = ask.class_named(model) if model is not None else ""
    entity = ask.entity(name) if name else None
    if model is None or value is None or entity is None:
        return Unreadable("the class that `get` loads is not known")
    if len(entity.primary_key) != 1:
        return Unreadable(f"`{entity.name.rpartition('.')[2]}` has no single primary key")
    key = entity.primary_key[0]
    column = Attribute(model, key)
    # `get` makes rows unique by itself where a collection is joined to them.
    form = Form(
        (model,), (), ((-1, 0, ""),), True, ask.joins_relations(), False, False, True, "scalars", "",
        model, None,
    )  # fmt: skip
    missing = _NO_RESULT if link.name == "get_one" else ""
    return Query(
        "sqlalchemy", name, "entity", "one" if missing else "one_or_none",
        (Filter(name, key, value, spelled=column),), session, form, (model,),
        missing=missing, missing_text=_NO_ROW_TEXT, is_async=link.awaited, via=f"session.{link.name}",
    )  # fmt: skip


def _legacy(session: Expr, link: Link, rest: tuple[Link, ...], ask: Ask) -> Query | Unreadable:
    selected = tuple(a.value for a in link.args or ())
    if not selected or link.has_stars or not rest:
        return Unreadable("the query is not complete here")
    *middle, last = rest
    if last.name == "get" and not middle and len(selected) == 1:
        found = _get(session, Link("get", (Argument(selected[0]), *(last.args or ()))), (), ask)
        return found if found is not None else Unreadable("`get` cannot be read")
    if last.name == "count" and len(selected) == 1:
        return _finish(session, "query", False, (*middle,), selected, ask, "count", ("first", "", ""),
                       True, False, False, True)  # fmt: skip
    if last.name not in _TERMINALS or last.args:
        return Unreadable(f"`.{last.name}` on a query is not modelled")
    scalars = last.name == "scalar" or (len(selected) == 1 and ask.class_named(selected[0]) != "")
    terminal = _TERMINALS[last.name]
    if last.name == "scalar":
        terminal = ("one_or_none", "", _SEVERAL)
    return _finish(
        session,
        "query",
        False,
        tuple(middle),
        selected,
        ask,
        "",
        terminal,
        scalars,
        False,
        False,
        True,
    )


_Statement = tuple[Expr | None, tuple[Expr, ...], tuple[Link, ...]]


def _statement(expr: Expr, ask: Ask) -> _Statement | Unreadable | None:
    """How `select` is spelled, what is selected, and the chain of calls on the statement."""

    def is_select(part: Expr) -> bool:
        if isinstance(part, Call):
            return ask.symbol(part.callee) in _SELECTS or (
                isinstance(part.callee, Attribute)
                and part.callee.name == "select"
                and bool(ask.entity(ask.symbol(part.callee.value)))
            )
        return False

    chain = unchain(expr, ask, is_select)
    if not isinstance(chain.root, Call) or not is_select(chain.root):
        return None
    callee = chain.root.callee
    if ask.symbol(callee) not in _SELECTS and isinstance(callee, Attribute):
        return None, (callee.value,), chain.links
    if any(a.star or a.keyword for a in chain.root.args):
        return Unreadable("what is selected is not known")
    return callee, tuple(a.value for a in chain.root.args), chain.links


def _executed(
    session: Expr,
    how: str,
    is_async: bool,
    rest: tuple[Link, ...],
    selected: tuple[Expr, ...],
    links: tuple[Link, ...],
    ask: Ask,
) -> Query | Unreadable:
    scalars = how in ("scalars", "scalar") or (how == "exec" and len(selected) == 1)
    unique = mappings = False
    pending = list(rest)
    terminal: _Terminal | None = _TERMINALS["scalar"] if how == "scalar" else None
    while pending:
        link = pending.pop(0)
        if link.awaited or (link.args and link.name != "scalars"):
            return Unreadable(f"`.{link.name}` on a result is not modelled")
        match link.name:
            case "scalars" if not link.args:
                scalars = True
            case "unique":
                unique = True
            case "mappings":
                mappings = True
            case name if name in _TERMINALS and not pending and terminal is None:
                scalars = scalars or name.startswith("scalar")
                terminal = _TERMINALS[name]
            case name:
                return Unreadable(f"`.{name}` on a result is not modelled")
    # Without a terminal, the result itself is iterated over.
    taken = terminal or _TERMINALS["all"]
    return _finish(session, how, is_async, links, selected, ask, "", taken, scalars, unique, mappings,
                   False)  # fmt: skip


def _finish(
    session: Expr,
    how: str,
    is_async: bool,
    links: tuple[Link, ...],
    selected: tuple[Expr, ...],
    ask: Ask,
    aggregate: str,
    terminal: tuple[Answer, str, str],
    scalars: bool,
    unique: bool,
    mappings: bool,
    legacy: bool,
) -> Query | Unreadable:
    answer, missing, several = terminal
    entity_name, gives, function = _gives(selected, ask)
    if not entity_name and function != "count":
        return Unreadable("what is selected is not known")
    default: Expr | None = None
    if gives == "entity" and not scalars:
        gives = "row"
    if gives == "value" and not scalars:
        gives = "row"
    if aggregate:
        gives, function = "count", aggregate
    if function and not aggregate:
        gives = "count" if function == "count" else "aggregate"
        if not scalars and terminal[0] != "all":
            return Unreadable("a row of aggregates is not modelled")
        if answer == "all":
            return Unreadable("a list of aggregates is not modelled")
        default = _default(selected[0], ask)
        # There always is one row.
        answer, missing, several = "first", "", ""
    if gives == "count":
        default = Constant("int", 0)
    filters: list[Filter] = []
    keys: list[tuple[int, int, str]] = []
    rest: list[Expr] = list(selected)
    ordered = False
    limit: int | None = None
    joined = entity_name
    for index, link in enumerate(links):
        if link.args is None or link.has_stars:
            return Unreadable(f"`.{link.name}` is not modelled")
        match link.name:
            case "where" | "filter":
                for place, arg in enumerate(link.args):
                    found = _condition(arg.value, ask)
                    if found is None:
                        rest.append(arg.value)
                    else:
                        filters.append(found)
                        keys.append((index, place, ""))
            case "filter_by":
                for place, arg in enumerate(link.args):
                    entity = ask.entity(joined) if joined else None
                    if arg.keyword is None or entity is None or arg.keyword not in entity.columns:
                        rest.append(arg.value)
                        continue
                    spelled = Attribute(_entity_expr(selected, ask) or Name("?"), arg.keyword)
                    filters.append(Filter(joined, arg.keyword, arg.value, spelled=spelled))
                    keys.append((index, place, arg.keyword))
            case "order_by":
                ordered = True
                rest += (a.value for a in link.args)
            case "limit":
                value = link.argument(0, "limit")
                if not isinstance(value, Constant) or not isinstance(value.value, int):
                    return Unreadable("its limit is not a constant")
                limit = value.value
            case "with_for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset" | "slice":
                return Unreadable("it reads a page at an offset", "B53")
            case "join" | "outerjoin" | "select_from":
                target = link.argument(0)
                name = ask.class_named(target) if target is not None else ""
                if not entity_name and link.name == "select_from":
                    entity_name = name
                joined = name or ""
                rest += (a.value for a in link.args)
            case name if name in _KEPT:
                rest += (a.value for a in link.args)
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    if not entity_name and filters:
        entity_name = filters[0].entity
    random = any(
        isinstance(p, Call)
        and ask.symbol(p.callee) in ("sqlalchemy.func.random", "sqlalchemy.func.rand")
        for e in rest
        for p in walk(e)
    )
    if random:
        return Unreadable("its order is random", "B11")
    form = Form(
        selected, links, tuple(keys), scalars, unique, mappings, legacy, False, how,
        function if gives in ("aggregate", "count") else "", _entity_expr(selected, ask), None,
    )  # fmt: skip
    return Query(
        "sqlalchemy", entity_name, gives, answer, tuple(filters), session, form, tuple(rest),
        ordered, limit, missing, _NO_ROW_TEXT, several, default, is_async,
        via=f"session.{how}",
        label=selected[0].name if isinstance(selected[0], Attribute) else "",
        joined=any(link.name in ("join", "outerjoin", "select_from") for link in links),
    )  # fmt: skip


def _entity_expr(selected: Sequence[Expr], ask: Ask) -> Expr | None:
    for part in selected:
        if ask.class_named(part) and ask.entity(ask.class_named(part)):
            return part
        if isinstance(part, Attribute) and ask.class_named(part.value):
            return part.value
    return None


def _gives(selected: tuple[Expr, ...], ask: Ask) -> tuple[str, Gives, str]:
    """The entity, what an answer is made of, and the aggregate function, if any."""
    if len(selected) == 1:
        part = selected[0]
        name = ask.class_named(part)
        if name and ask.entity(name) is not None:
            return name, "entity", ""
        function, inner = _aggregate(part, ask)
        if function:
            column = _column(inner, ask) if inner is not None else None
            return (column[0] if column else ""), "aggregate", function
        column = _column(part, ask)
        return (column[0], "value", "") if column else ("", "value", "")
    names = []
    for part in selected:
        column = _column(part, ask)
        name = column[0] if column else ask.class_named(part)
        if not name:
            return "", "row", ""
        names.append(name)
    return names[0], "row", ""


def _aggregate(expr: Expr, ask: Ask) -> tuple[str, Expr | None]:
    """`func.sum(X.y)`, also inside `coalesce` and under a label."""
    if not isinstance(expr, Call):
        return "", None
    if isinstance(expr.callee, Attribute) and expr.callee.name == "label":
        return _aggregate(expr.callee.value, ask)
    name = ask.symbol(expr.callee)
    short = name.rpartition(".")[2]
    if name.startswith("sqlalchemy.func.") and short in _AGGREGATES:
        return short, expr.argument(0)
    if name == "sqlalchemy.func.coalesce" and len(expr.args) == 2:
        function, inner = _aggregate(expr.args[0].value, ask)
        return (function, inner) if function != "count" else ("", None)
    return "", None


def _default(expr: Expr, ask: Ask) -> Expr | None:
    """What an aggregate gives for no rows: NULL, unless `coalesce` says otherwise."""
    if isinstance(expr, Call) and ask.symbol(expr.callee) == "sqlalchemy.func.coalesce":
        return expr.args[1].value
    return None


def _column(expr: Expr, ask: Ask) -> tuple[str, str] | None:
    """The entity and the attribute of `Order.user_id`, or of `orders.c.user_id`."""
    if not isinstance(expr, Attribute):
        return None
    if isinstance(expr.value, Attribute) and expr.value.name in ("c", "columns"):
        name = ask.symbol(expr.value.value)
    else:
        name = ask.class_named(expr.value)
    entity = ask.entity(name) if name else None
    return (name, expr.name) if entity is not None and expr.name in entity.columns else None


def _condition(expr: Expr, ask: Ask) -> Filter | None:
    """`Order.user_id == value` or `Order.user_id.in_(values)`."""
    match expr:
        case Operation(operator="==", operands=(left, right)):
            for column, value in ((left, right), (right, left)):
                found = _column(column, ask)
                if found is not None:
                    return Filter(*found, value, spelled=column)
        case Call(callee=Attribute(value=column, name="in_"), args=(Argument(value=value),)):
            found = _column(column, ask)
            if found is not None:
                return Filter(*found, value, True, column)
    return None


# -- writing ----------------------------------------------------------------------------------------


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    keys = [query.filters[i].spelled for i in varying]
    columns = [k for k in keys if k is not None]
    entity = ask.entity(query.entity)
    imports: list[tuple[str, str]] = []
    if len(columns) == 1:
        chosen: Expr = method(columns[0], "in_", Name("KEYS"))
    else:
        imports.append(("sqlalchemy", "tuple_"))
        chosen = method(call_of(Name("tuple_"), *columns), "in_", Name("KEYS"))
    links = _with_keys(form, query, varying, chosen)
    by_hand = [link for link in links if link.name not in ("limit",)]
    if not form.legacy and form.select is None:
        imports.append(("sqlalchemy", "select"))
    parts = _Parts(query, form, columns, entity, by_hand, imports, fresh, ask)
    if query.gives in ("count", "aggregate"):
        return parts.grouped()
    if query.answer in ("one", "one_or_none") and query.limit is None and not parts.is_unique():
        named = ", ".join(f.column for f in query.filters)
        return Unreadable(
            f"several rows would raise, and no key says that `{named}` is unique", "B10"
        )
    if query.limit not in (None, 1) and query.answer != "all":
        return Unreadable("a limit on a single row is not modelled")
    if query.limit is not None or (query.answer == "first" and not parts.is_unique()):
        return parts.ranked()
    return parts.plain()


def _with_keys(form: Form, query: Query, varying: tuple[int, ...], chosen: Expr) -> list[Link]:
    """The chain with the first varying condition replaced, and the others left out."""
    if form.get:
        return [Link("where", (Argument(chosen),))]
    dropped = {form.keys[i][:2] for i in varying[1:]}
    index, place, _ = form.keys[varying[0]]
    links: list[Link] = []
    for number, link in enumerate(form.links):
        args: list[Argument] = []
        extra: list[Argument] = []
        for position, arg in enumerate(link.args or ()):
            if (number, position) in dropped:
                continue
            if (number, position) == (index, place):
                (extra if link.name == "filter_by" else args).append(Argument(chosen))
            else:
                args.append(arg)
        if extra:
            links.append(Link("filter" if form.legacy else "where", tuple(extra)))
        if args or not link.args:
            links.append(replace(link, args=tuple(args)))
    return links


@dataclass
class _Parts:
    query: Query
    form: Form
    columns: list[Expr]
    entity: Entity | None
    links: list[Link]
    imports: list[tuple[str, str]]
    fresh: Callable[[str], str]
    ask: Ask

    def __post_init__(self) -> None:
        self.row = self.fresh(row_name(self.query, self.entity))
        self.select: Expr = self.form.select or Name("select")

    def is_unique(self) -> bool:
        names = frozenset(f.column for f in self.query.filters if not f.many)
        same = all(f.entity == self.query.entity for f in self.query.filters)
        joins = any(link.name in ("join", "outerjoin") for link in self.links)
        return self.entity is not None and same and not joins and self.entity.is_unique(names)

    # -- the pieces ---------------------------------------------------------------------------------

    def _run(self, selected: Sequence[Expr], links: Sequence[Link], scalars: bool) -> Expr:
        session = self.query.channel or Name("session")
        if self.form.legacy:
            return rebuilt(Chain(method(session, "query", *selected), tuple(links)))
        statement = rebuilt(Chain(call_of(self.select, *selected), tuple(links)))
        how = self.form.execute
        if how != "exec":
            how = "scalars" if scalars else "execute"
        call = method(session, how, statement)
        ran: Expr = Await(call, 0, call.span) if self.query.is_async else call
        return method(ran, "unique") if self.form.unique else ran

    def _key_of(self, value: str) -> str | None:
        """The key in terms of a loaded object, where it is one of its own columns."""
        if any(f.entity != self.query.entity for f in self._varying()):
            return None
        names = [c.name for c in self.columns if isinstance(c, Attribute)]
        if any(self._is_deferred(n) for n in names):
            return None  # each would be a query of its own
        parts = [f"{value}.{n}" for n in names]
        return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"

    def _is_deferred(self, name: str) -> bool:
        column = self.entity.columns.get(name) if self.entity is not None else None
        chosen = any(
            isinstance(part, Attribute | Name)
            and self.ask.symbol(part).rpartition(".")[2] in _DEFERRING
            for link in self.links
            if link.name == "options"
            for argument in link.args or ()
            for part in walk(argument.value)
        )
        if self.entity is not None and name in self.entity.primary_key:
            return False
        return chosen or (column is not None and column.deferred)

    def _varying(self) -> list[Filter]:
        spelled = [id(c) for c in self.columns]
        return [f for f in self.query.filters if id(f.spelled) in spelled]

    def _made(self, rows: Expr, target: str, key: str, value: str, grouping: Grouping,
              setup: tuple[str, ...] = ()) -> Batched:  # fmt: skip
        return Batched(
            spell(rows), target, key, value, grouping,
            True, setup, tuple(dict.fromkeys(self.imports)),
        )  # fmt: skip

    def _key_names(self) -> list[str]:
        """Free names for the key columns of a row."""
        names = [c.name if isinstance(c, Attribute) else "key" for c in self.columns]
        short = row_name(self.query, self.entity)
        return [self.fresh(f"{short}_id" if n == "id" else n) for n in names]

    # -- the forms ----------------------------------------------------------------------------------

    def plain(self) -> Batched | Unreadable:
        grouping: Grouping = "list"
        if self.query.answer != "all":
            grouping = "one" if self.is_unique() else "first"
        selected = list(self.form.selected)
        if self.query.gives == "entity":
            key = self._key_of(self.row)
            if key is not None:
                return self._made(
                    self._run(selected, self.links, True), self.row, key, self.row, grouping
                )
        if self.query.gives in ("entity", "value"):
            names = self._key_names()
            rows = self._run([*self.columns, *selected], self.links, False)
            key = names[0] if len(names) == 1 else f"({', '.join(names)})"
            return self._made(rows, f"{', '.join(names)}, {self.row}", key, self.row, grouping)
        return self._rows(selected, grouping)

    def _rows(self, selected: list[Expr], grouping: Grouping) -> Batched | Unreadable:
        if self.form.mappings:
            names = self._projected(selected)
            if names is None:
                return Unreadable("the key is not among the columns that are selected")
            keys = [f'{self.row}["{n}"]' for n in names]
            rows: Expr = method(self._run(selected, self.links, False), "mappings")
        else:
            names = self._projected(selected)
            if names is None and len(selected) == 1 and self.query.gives == "row":
                inner = self._key_of(f"{self.row}[0]")
                if inner is None or not self.ask.class_named(selected[0]):
                    return Unreadable("the key is not among the columns that are selected")
                keys = [inner]
            elif names is None:
                return Unreadable("the key is not among the columns that are selected")
            else:
                keys = [f"{self.row}.{n}" for n in names]
            rows = self._run(selected, self.links, False)
        key = keys[0] if len(keys) == 1 else f"({', '.join(keys)})"
        return self._made(rows, self.row, key, self.row, grouping)

    def _projected(self, selected: list[Expr]) -> list[str] | None:
        """The names of the key columns in a row; None when one of them is not selected."""
        names = []
        for column in self.columns:
            if column not in selected or not isinstance(column, Attribute):
                return None
            names.append(column.name)
        return names

    def grouped(self) -> Batched | Unreadable:
        if any(link.name in ("group_by", "order_by", "limit") for link in self.form.links):
            return Unreadable("an aggregate with an order or a limit is not modelled")
        function = self.form.aggregate
        counted: Expr = self.form.selected[0]
        links = [*self.links, Link("group_by", tuple(Argument(c) for c in self.columns))]
        if self.query.gives == "count" and self.form.legacy and self.form.model == counted:
            self.imports.append(("sqlalchemy", "func"))
            counted = call_of(Attribute(Name("func"), "count"))
        if isinstance(counted, Call) and isinstance(counted.callee, Attribute):
            if counted.callee.name == "label":
                counted = counted.callee.value
        names = self._key_names()
        rows = self._run([*self.columns, counted], links, False)
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        value = self.fresh({"sum": "total", "avg": "average"}.get(function, function))
        return self._made(rows, f"{', '.join(names)}, {value}", key, value, "one")

    def ranked(self) -> Batched | Unreadable:
        """The first rows of every key, by the order of the query."""
        model, entity = self.form.model, self.entity
        if not self.query.ordered:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        if model is None or entity is None or len(entity.primary_key) != 1 or self.form.legacy:
            return Unreadable("rows can only be ranked by key for a class with one primary key")
        if self.query.gives not in ("entity", "value") or any(
            link.name in ("join", "outerjoin", "select_from") for link in self.links
        ):
            return Unreadable("rows of several tables cannot be ranked by key")
        if any(isinstance(a.value, Constant) for link in self.links if link.name == "order_by"
               for a in link.args or ()):  # fmt: skip
            return Unreadable("the order is given as text")
        order = [a for link in self.links if link.name == "order_by" for a in link.args or ()]
        filters = [link for link in self.links if link.name in ("where", "filter", "filter_by")]
        others = [link for link in self.links if link not in filters]
        by: Expr = (
            order[0].value if len(order) == 1 else Display("tuple", tuple(a.value for a in order))
        )
        partition: Expr = (
            self.columns[0] if len(self.columns) == 1 else Display("tuple", tuple(self.columns))
        )
        rank = method(
            method(
                method(Name("func"), "row_number"),
                "over",
                Argument(partition, "partition_by"),
                Argument(by, "order_by"),
            ),
            "label",
            Constant("str", "rank"),
        )
        self.imports.append(("sqlalchemy", "func"))
        primary = entity.primary_key[0]
        pk = Attribute(model, primary)
        inner = rebuilt(Chain(call_of(self.select, pk, rank), (*filters, Link("subquery", ()))))
        ranked = Name(self.fresh("ranked"))
        limit = 1 if self.query.answer != "all" else self.query.limit
        chosen = [
            Link(
                "join",
                (
                    Argument(ranked),
                    Argument(Operation("==", (pk, Attribute(Attribute(ranked, "c"), primary)))),
                ),
            ),
            Link(
                "where",
                (
                    Argument(
                        Operation(
                            "<=" if limit != 1 else "==",
                            (Attribute(Attribute(ranked, "c"), "rank"), Constant("int", limit)),
                        )
                    ),
                ),
            ),
        ]
        if limit == 1:
            others = [link for link in others if link.name != "order_by"]
        setup = (f"{ranked.id} = {spell(inner)}",)
        grouping: Grouping = "list" if self.query.answer == "all" else "one"
        links = [*chosen, *others]
        if self.query.gives == "entity":
            key = self._key_of(self.row)
            if key is not None:
                rows = self._run([model], links, True)
                return self._made(rows, self.row, key, self.row, grouping, setup)
        names = self._key_names()
        rows = self._run([*self.columns, *self.form.selected], links, False)
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        return self._made(rows, f"{', '.join(names)}, {self.row}", key, self.row, grouping, setup)
