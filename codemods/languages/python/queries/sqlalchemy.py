"""How SQLAlchemy 2, its legacy `Query`, SQLModel and Flask-SQLAlchemy spell a query.

source: SQLAlchemy 2.0 documentation, "ORM Querying Guide", "Legacy Query API", "Result", "Session
API"; SQLModel documentation, "Session.exec" (scalars where one thing is selected, rows otherwise);
Flask-SQLAlchemy 3.1 documentation, "Modifying and Querying Data" (`get_or_404` and its like abort).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from codemods.languages.python.queries.handing import Taking
from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    otherwise,
    same_order,
    unchain,
)
from codemods.languages.python.queries.sqlalchemy_many import batched
from codemods.languages.python.queries.sqlalchemy_parts import (
    Form,
    condition_of,
    default_of,
    flattened,
    gives_of,
    is_constant,
    model_of,
    named,
    of_no_rows,
)
from codemods.languages.python.queries.sqlalchemy_relations import (
    doubt,
    keyword_condition,
    relation_condition,
)
from codemods.languages.python.queries.sqlalchemy_statements import RUNS, handed_by, is_session
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
from codemods.model.queries import Answer, Entity, Filter, Query, Unreadable

_FLASK = "flask_sqlalchemy.SQLAlchemy"
_FLASK_QUERY = "flask_sqlalchemy.query.Query"
_NO_RESULT = "sqlalchemy.exc.NoResultFound"
_SEVERAL = "sqlalchemy.exc.MultipleResultsFound"
_NOT_FOUND = "werkzeug.exceptions.NotFound"
# Result.one() and its like; the texts are the library's own.
_NO_ROW_TEXT = "No row was found when one was required"
_SELECTS = ("sqlalchemy.select", "sqlmodel.select")
_EXISTS = "sqlalchemy.exists"
_KEPT = frozenset(["where", "filter", "filter_by", "order_by", "options", "join", "outerjoin",
                   "select_from", "limit", "execution_options"])  # fmt: skip
# What may stand in a query that is only asked whether it has a row, and says nothing there.
_IDLE = frozenset(["order_by", "options", "execution_options", "distinct", "with_entities"])
# They make a part of another statement of a query, or write.
_NO_READS = frozenset(["subquery", "cte", "scalar_subquery", "exists", "label", "as_scalar", "update",
                       "delete", "union", "union_all", "statement"])  # fmt: skip
# By these methods a session is asked.
_ASKING = frozenset([*RUNS, "get", "get_one", "query"])
_Terminal = tuple[Answer, str, str]
_TERMINALS: dict[str, _Terminal] = {
    "all": ("all", "", ""),
    "fetchall": ("all", "", ""),
    "first": ("first", "", ""),
    "fetchone": ("first", "", ""),
    "one": ("one", _NO_RESULT, _SEVERAL),
    "one_or_none": ("one_or_none", "", _SEVERAL),
    "scalar": ("first", "", ""),
    "scalar_one": ("one", _NO_RESULT, _SEVERAL),
    "scalar_one_or_none": ("one_or_none", "", _SEVERAL),
}
_OR_404: dict[str, _Terminal] = {
    "first_or_404": ("one", _NOT_FOUND, ""),
    "one_or_404": ("one", _NOT_FOUND, _NOT_FOUND),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is known of a query before its conditions are read."""

    session: Expr
    how: str
    links: tuple[Link, ...]
    selected: tuple[Expr, ...]
    terminal: _Terminal = field(default=_TERMINALS["all"])
    is_async: bool = False
    scalars: bool = False
    unique: bool = False
    mappings: bool = False
    legacy: bool = False
    counts: bool = False  # `query.count()`
    exists: bool = False
    missing_text: str = _NO_ROW_TEXT
    root: Expr | None = None


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""

    def is_root(part: Expr) -> bool:
        return is_session(part, ask) or _is_model_query(part, ask)

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

    chain = unchain(expr, ask, is_root, through_functions=True)
    if is_session(chain.root, ask) and chain.links:
        return _on_session(chain, ask)
    if is_root(chain.root):
        return _on_model(chain, ask)
    handed = _by_function(expr, ask)
    if handed is not None:
        return handed
    if isinstance(chain.root, Name | Attribute):
        if len(chain.links) == 1 and _is_extension(chain.root, ask):
            return _on_extension(chain.root, chain.links[0], ask)

        def is_loose(part: Expr) -> bool:
            # Not `orders` after `orders = session.query(Order)`.
            return may_be_session(part) and (_asks(part, expr) or not _opens(part, ask))

        loose = unchain(expr, ask, is_loose)
        first = loose.links[0] if loose.links else Link("")
        if first.name in _ASKING and first.args and is_loose(loose.root):
            found = _on_session(loose, ask)
            if isinstance(found, Query):
                what = f"the type of `{spell(loose.root)}`: that it is a session"
                return replace(found, assumed=found.assumed or what)
    return None


def _opens(expr: Expr, ask: Ask) -> bool:
    """Whether it is a local that stands for one chain of calls."""
    if not isinstance(expr, Name):
        return False
    mark = ask.mark()
    opened = ask.opened(expr)
    ask.back(mark)
    return isinstance(opened, Await | Call)


def as_existence(query: Query) -> Query | None:
    """The same query where all that is asked of its answer is whether there is a row."""
    form = query.form
    if not isinstance(form, Form) or form.get or query.answer != "first" or query.limit == 0:
        return None
    if query.gives not in ("entity", "row") and not form.constant:
        return None
    return replace(query, gives="exists", limit=None, ordered=False)


def _asks(session: Expr, expr: Expr) -> bool:
    """Whether the expression calls a method on it by which sessions are asked."""
    return any(
        isinstance(p, Call)
        and isinstance(p.callee, Attribute)
        and p.callee.value is session
        and p.callee.name in _ASKING
        and bool(p.args)
        for p in walk(expr)
    )


def _is_extension(expr: Expr, ask: Ask) -> bool:
    return ask.types(expr) == (_FLASK,)


def _is_model_query(expr: Expr, ask: Ask) -> bool:
    """`User.query` of Flask-SQLAlchemy, for a class whose queries are the library's own."""
    if not isinstance(expr, Attribute) or expr.name != "query":
        return False
    return bool(ask.class_named(expr.value)) and ask.types(expr) == (_FLASK_QUERY,)


def _on_session(chain: Chain, ask: Ask) -> Query | Unreadable | None:
    first, rest = chain.links[0], chain.links[1:]
    match first.name:
        case "get" | "get_one":
            return _get(chain.root, first, rest, ask)
        case "query":
            return _legacy(chain.root, first, rest, ask)
        case name if name in RUNS:
            statement = first.argument(0, "statement")
            if statement is None or len(first.args or ()) != 1:
                return Unreadable("the statement is given parameters")
            found = _statement(statement, ask)
            if not isinstance(found, tuple):
                return found
            select, selected, links = found
            on_connection = any(t.endswith("Connection") for t in ask.types(chain.root))
            query = _executed(chain.root, first, rest, selected, links, ask, on_connection)
            if isinstance(query, Query) and isinstance(query.form, Form):
                ends = bool(rest) and rest[-1].name in _TERMINALS
                lazy = query.answer == "all" and not ends
                return replace(query, form=replace(query.form, select=select), lazy=lazy)
            return query
        case _:
            return None


def _by_function(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """A query that a function of the project is handed as a statement."""
    mark = ask.mark()
    found = handed_by(expr, ask)
    if found is None:
        ask.back(mark)
        return None
    if isinstance(found, Unreadable):
        return found
    receiver, run, taken, awaited = found
    statement = _statement(run.statement, ask)
    if not isinstance(statement, tuple):
        ask.back(mark)
        return statement
    select, selected, links = statement
    taking = run.taking
    rest = tuple(Link(name, ()) for name in (*taking.taken, *taken))
    query = _executed(
        receiver, Link(taking.how, (), awaited), rest, selected, links, ask, run.connection
    )
    if not isinstance(query, Query) or not isinstance(query.form, Form):
        return query
    if not run.many:
        return Unreadable("nothing beside what runs its statement gives all rows in the same way")
    lazy = query.answer == "all" and not Taking(taking.how, (*taking.taken, *taken)).ends
    if lazy and run.own:
        return Unreadable("gives a result that is read elsewhere")
    form = replace(query.form, select=select, through=run)
    return replace(query, form=form, lazy=lazy, rest=(*query.rest, *run.others))


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form):
        return False
    held = next(i for i, f in enumerate(other.filters) if f.many)
    key = other.filters[held].spelled
    return (
        (one.selected, one.mappings, one.aggregate, one.whole, one.constant)
        == (many.selected, many.mappings, many.aggregate, many.whole, many.constant)
        and _through(one) == _through(many)
        and (one.unique == many.unique or _has_no_repeats(query))
        and otherwise(one.links, one.keys[index][:2]) == otherwise(many.links, many.keys[held][:2])
        and (not ordered or same_order(query.order, other.order, key))
    )


def _through(form: Form) -> str:
    if form.through is None:
        return ""
    return " ".join([form.through.through, *(spell(o) for o in form.through.others)])


def _has_no_repeats(query: Query) -> bool:
    """Whether no row comes twice, so that it is all the same whether repeated ones are left out."""
    form = query.form
    options = any(link.name == "options" for link in form.links) if isinstance(form, Form) else True
    return query.gives == "entity" and not query.joined and not options


# -- by primary key ---------------------------------------------------------------------------------


def _get(session: Expr, link: Link, rest: tuple[Link, ...], ask: Ask) -> Query | Unreadable | None:
    if rest or len(link.args or ()) != 2 or link.has_stars:
        return Unreadable(f"`{link.name}` is given options")
    model, value = link.argument(0, "entity"), link.argument(1, "ident")
    name = ask.class_named(model) if model is not None else ""
    entity = ask.entity(name) if name else None
    if model is None or value is None or entity is None:
        doubt = ask.doubt(model) if model is not None else ""
        return Unreadable(doubt or "the class that `get` loads is not known")
    values = _identity(entity, value, ask)
    if values is None:
        return Unreadable(f"`{entity.name.rpartition('.')[2]}` has no single primary key")
    filters = tuple(Filter(name, k, v, spelled=Attribute(model, k)) for k, v in values)
    # `get` makes rows unique by itself where a collection is joined to them.
    form = Form(
        (model,), (), tuple((-1, i, "") for i in range(len(filters))), True, ask.joins_relations(),
        False, False, True, "scalars", "", model, None,
    )  # fmt: skip
    missing = _NO_RESULT if link.name == "get_one" else ""
    return Query(
        "sqlalchemy", name, "entity", "one" if missing else "one_or_none", filters, session, form,
        (model,), missing=missing, missing_text=_NO_ROW_TEXT, is_async=link.awaited,
        via=f"session.{link.name}",
    )  # fmt: skip


def _identity(entity: Entity, value: Expr, ask: Ask) -> tuple[tuple[str, Expr], ...] | None:
    """The columns of the primary key with the values that `get` is given for them."""
    keys = entity.primary_key
    if len(keys) > 1 and isinstance(value, Name | Attribute) and entity.key_in_order:
        # A tuple of just so many parts, as its annotation says.
        parts = [Item(value, Constant("int", place)) for place in range(len(keys) + 1)]
        known = ask.types(value) == ("tuple",) and all(ask.types(p) for p in parts[:-1])
        return tuple(zip(keys, parts, strict=False)) if known and not ask.types(parts[-1]) else None
    match value:
        case Display(type="tuple", items=items) if entity.key_in_order:
            return tuple(zip(keys, items, strict=True)) if len(items) == len(keys) else None
        case Display(type="dict", items=items):
            names = [n.value if isinstance(n, Constant) else None for n in items[::2]]
            if len(names) != len(keys) or set(names) != set(keys):
                return None
            return tuple((str(n), v) for n, v in zip(names, items[1::2], strict=True))
        case _:
            return ((keys[0], value),) if len(keys) == 1 else None


# -- session.query(...) and Model.query -------------------------------------------------------------


def _legacy(
    session: Expr, link: Link, rest: tuple[Link, ...], ask: Ask
) -> Query | Unreadable | None:
    selected = tuple(a.value for a in link.args or ())
    if not selected or link.has_stars:
        return Unreadable("the query is not complete here")
    if _has_own_class(ask):
        return Unreadable("the project has a query class of its own")
    if len(selected) == 1 and rest and rest[-1].name == "scalar" and len(rest) == 1:
        inner = _existing(selected[0], ask)
        if inner is not None:
            chosen, links = inner
            return _finish(_Asked(session, "query", links, chosen, legacy=True, exists=True), ask)
    return _queried(_Asked(session, "query", rest, selected, legacy=True), ask)


def _has_own_class(ask: Ask) -> bool:
    """Whether sessions or models may make queries of a class of the project's."""
    return ask.mentions("query_cls") or ask.mentions("query_class")


def _on_model(chain: Chain, ask: Ask) -> Query | Unreadable | None:
    root = chain.root
    if not isinstance(root, Attribute):
        return None
    if _has_own_class(ask):
        return Unreadable("the project has a query class of its own")
    return _queried(_Asked(root, "query", chain.links, (root.value,), legacy=True, root=root), ask)


def _queried(asked: _Asked, ask: Ask) -> Query | Unreadable | None:
    """A legacy query, by the last link of its chain."""
    links, selected, session = asked.links, asked.selected, asked.session
    if any(link.awaited for link in links):
        return Unreadable("a query that is awaited is not modelled")
    middle, last = links[:-1], links[-1] if links else Link("", ())
    if last.name in ("get", "get_or_404") and not middle and len(selected) == 1:
        args = last.args or ()
        found = _get(session, Link("get", (Argument(selected[0]), *args[:1])), (), ask)
        if not isinstance(found, Query) or not isinstance(found.form, Form):
            return found or Unreadable("`get` cannot be read")
        found = replace(found, form=replace(found.form, root=asked.root), via=f"query.{last.name}")
        return _or_404(found, args[1:], ask) if last.name == "get_or_404" else found
    if last.name == "count" and not last.args:
        return _finish(replace(asked, links=middle, counts=True), ask)
    if last.name in _OR_404:
        asked = replace(asked, links=middle, terminal=_OR_404[last.name])
        query = _finish(asked, ask)
        if isinstance(query, Query) and last.name == "first_or_404":
            query = replace(query, limit=1)
        return _or_404(query, last.args or (), ask) if isinstance(query, Query) else query
    if last.name in _TERMINALS:
        if last.args or last.name in ("scalar_one", "scalar_one_or_none", "fetchall", "fetchone"):
            return Unreadable(f"`.{last.name}` on a query is not modelled")
        terminal = _TERMINALS[last.name]
        if last.name == "scalar":
            terminal = ("one_or_none", "", _SEVERAL)
        return _finish(replace(asked, links=middle, terminal=terminal,
                               scalars=last.name == "scalar"), ask)  # fmt: skip
    if last.name in _NO_READS:
        return Unreadable("it is a part of another statement, or writes", quiet=True)
    if last.name and last.name not in (*_KEPT, "distinct", "with_entities"):
        return Unreadable(f"`.{last.name}` on a query is not modelled")
    # It runs when it is iterated over.
    query = _finish(asked, ask)
    return replace(query, lazy=True) if isinstance(query, Query) else query


def _or_404(query: Query, options: tuple[Argument, ...], ask: Ask) -> Query | Unreadable:
    """The query as one that aborts with 404 for a missing row."""
    if ask.mentions("aborter_class"):
        return Unreadable("the project aborts requests in a way of its own")
    text = ""
    for option in options:
        value = option.value
        if option.keyword not in (None, "description") or not isinstance(value, Constant):
            return Unreadable("what is said of a missing row is not known")
        text = str(value.value) if value.value is not None else ""
    return replace(query, answer="one", missing=_NOT_FOUND, missing_text=text)


def _on_extension(db: Expr, link: Link, ask: Ask) -> Query | Unreadable | None:
    """`db.get_or_404(User, id)`, `db.first_or_404(select)`."""
    session = Attribute(db, "session")
    args = link.args or ()
    if link.has_stars or not args:
        return None
    if link.name == "get_or_404":
        found = _get(session, Link("get", args[:2]), (), ask)
        return _or_404(found, args[2:], ask) if isinstance(found, Query) else found
    if link.name not in _OR_404:
        return None
    read_statement = _statement(args[0].value, ask)
    if not isinstance(read_statement, tuple):
        return read_statement
    select, selected, links = read_statement
    query = _finish(
        _Asked(session, "execute", links, selected, _OR_404[link.name], scalars=True), ask
    )
    if not isinstance(query, Query) or not isinstance(query.form, Form):
        return query
    if query.gives != "entity":
        return Unreadable("a value that may be NULL aborts, too")
    limit = 1 if link.name == "first_or_404" else query.limit
    query = replace(query, form=replace(query.form, select=select), limit=limit)
    return _or_404(query, args[1:], ask)


# -- select(...) ------------------------------------------------------------------------------------

_Statement = tuple[Expr | None, tuple[Expr, ...], tuple[Link, ...]]


def _statement(expr: Expr, ask: Ask) -> _Statement | Unreadable | None:
    """How `select` is spelled, what is selected, and the chain of calls on the statement."""

    def is_select(part: Expr) -> bool:
        if isinstance(part, Call):
            return ask.symbol(part.callee) in _SELECTS or (
                isinstance(part.callee, Attribute)
                and part.callee.name == "select"
                and not part.args
                and bool(ask.entity(ask.symbol(part.callee.value)))
            )
        return False

    chain = unchain(_built(expr, ask), ask, is_select, through_functions=True)
    if not isinstance(chain.root, Call) or not is_select(chain.root):
        return None
    callee = chain.root.callee
    if ask.symbol(callee) not in _SELECTS and isinstance(callee, Attribute):
        return None, (callee.value,), chain.links
    if any(a.star or a.keyword for a in chain.root.args):
        return Unreadable("what is selected is not known")
    return callee, tuple(a.value for a in chain.root.args), chain.links


def _built(expr: Expr, ask: Ask) -> Expr:
    """The statement that a function of the project does nothing but put together."""
    meant = ask.stands_for(expr) if isinstance(expr, Call) else None
    return meant if meant is not None else expr


def _existing(expr: Expr, ask: Ask) -> tuple[tuple[Expr, ...], tuple[Link, ...]] | None:
    """What `exists()` in any of its spellings looks for: what is selected, and the chain."""

    def is_exists(part: Expr) -> bool:
        return isinstance(part, Call) and ask.symbol(part.callee) == _EXISTS

    chain = unchain(expr, ask, is_exists)
    if isinstance(chain.root, Call) and is_exists(chain.root):
        args = tuple(a.value for a in chain.root.args)
        if len(args) == 1 and (found := _statement(args[0], ask)) is not None:
            if isinstance(found, Unreadable):
                return None
            return found[1], (*found[2], *chain.links)
        return args, chain.links
    opened = ask.opened(expr) if isinstance(expr, Name) else expr
    match opened:
        case Call(callee=Attribute(value=inner, name="exists"), args=()):
            statement = _statement(inner, ask)
            if isinstance(statement, tuple):
                return statement[1], statement[2]
            query = read(inner, ask)
            if isinstance(query, Query) and isinstance(query.form, Form) and query.lazy:
                return (query.form.selected, query.form.links) if query.form.legacy else None
    return None


def _executed(
    session: Expr,
    first: Link,
    rest: tuple[Link, ...],
    selected: tuple[Expr, ...],
    links: tuple[Link, ...],
    ask: Ask,
    on_connection: bool,
) -> Query | Unreadable:
    how = first.name
    if on_connection and any(ask.class_named(s) for s in selected):
        return Unreadable("a connection gives no objects, but the columns of a class")
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
    asked = _Asked(session, how, links, selected, taken, first.awaited, scalars, unique, mappings)
    if len(selected) == 1 and not links and scalars and taken[0] != "all":
        inner = _existing(selected[0], ask)
        if inner is not None:
            return _finish(replace(asked, selected=inner[0], links=inner[1], exists=True), ask)
    return _finish(asked, ask)


# -- conditions -------------------------------------------------------------------------------------


def _finish(asked: _Asked, ask: Ask) -> Query | Unreadable:
    asked = _with_entities(asked)
    links, selected = flattened(asked.links, ask), asked.selected
    answer, missing, several = asked.terminal
    entity_name, gives, function = gives_of(selected, ask)
    scalars = asked.scalars or (asked.legacy and gives == "entity")
    default: Expr | None = None
    assumed = ""
    if asked.exists:
        gives, function, answer, missing, several = "exists", "", "first", "", ""
        links = tuple(link for link in links if link.name not in _IDLE)
    elif gives in ("entity", "value") and not scalars:
        gives = "row"
    whole = gives == "row" and len(selected) == 1 and _is_table(selected[0], ask)
    if whole and scalars:
        return Unreadable("the first column of a table is not modelled")
    if asked.counts:
        if any(link.name == "distinct" for link in links):
            return Unreadable("a count of distinct rows is not modelled")
        # `count` wraps the query: what it selects and how it is ordered says nothing.
        gives, function = "count", "count"
        answer, missing, several = "first", "", ""
        links = tuple(link for link in links if link.name not in ("order_by", "options"))
    elif function:
        gives = "count" if function == "count" else "aggregate"
        if not scalars and answer != "all":
            return Unreadable("a row of aggregates is not modelled")
        if answer == "all":
            return Unreadable("a list of aggregates is not modelled")
        default = default_of(selected[0], ask)
        if default is not None and function == "sum":
            reason, assumed = of_no_rows(selected[0], ask)
            if reason:
                return Unreadable(reason)
        # There always is one row.
        answer, missing, several = "first", "", ""
    if gives == "count":
        default = Constant("int", 0)
    found = _conditions(asked, links, entity_name, gives, ask)
    if isinstance(found, Unreadable):
        return found
    if found.limit == 0:
        return Unreadable("it asks for no row at all")
    constant = len(selected) == 1 and is_constant(selected[0], ask) and gives == "value"
    entity_name = found.entity or (found.filters[0].entity if found.filters else "")
    known = constant or gives in ("count", "exists") or bool(gives_of(selected, ask)[0])
    if not entity_name or not known:
        doubts = (ask.doubt(part) for part in selected)
        return Unreadable(next(filter(None, doubts), "what is selected is not known"))
    form = Form(
        selected, links, tuple(found.keys), scalars, asked.unique, asked.mappings, asked.legacy,
        False, asked.how, function if gives in ("aggregate", "count") else "",
        model_of(selected, ask), None, asked.root, whole, constant,
    )  # fmt: skip
    label = selected[0].name if selected and isinstance(selected[0], Attribute) else ""
    return Query(
        "sqlalchemy", entity_name, gives, answer, tuple(found.filters), asked.session, form,
        tuple(found.rest), found.ordered, None if asked.exists else found.limit, missing, asked.missing_text, several,
        default, asked.is_async, via=f"session.{asked.how}", label=label,
        joined=any(link.name in ("join", "outerjoin", "select_from") for link in links),
        order=tuple(found.order), assumed=assumed or found.assumed,
    )  # fmt: skip


def _with_entities(asked: _Asked) -> _Asked:
    """`query(A).with_entities(b)` selects `b`."""
    for link in asked.links:
        if asked.legacy and link.name == "with_entities" and link.args and not link.has_stars:
            asked = replace(asked, selected=tuple(a.value for a in link.args))
    links = tuple(link for link in asked.links if link.name != "with_entities" or not link.args)
    return replace(asked, links=links)


def _is_table(expr: Expr, ask: Ask) -> bool:
    entity = ask.entity(named(expr, ask))
    return entity is not None and entity.library == "table"


@dataclass(slots=True)
class _Conditions:
    filters: list[Filter] = field(default_factory=list)
    keys: list[tuple[int, int, str]] = field(default_factory=list)
    rest: list[Expr] = field(default_factory=list)
    ordered: bool = False
    order: list[Expr] = field(default_factory=list)
    limit: int | None = None
    entity: str = ""
    assumed: str = ""


def _conditions(
    asked: _Asked, links: tuple[Link, ...], entity_name: str, gives: str, ask: Ask
) -> _Conditions | Unreadable:
    """The equalities of a chain, and all else that it asks."""
    found = _Conditions(rest=list(asked.selected), entity=entity_name)
    joined, owner = entity_name, model_of(asked.selected, ask)
    for index, link in enumerate(links):
        if link.args is None or link.has_stars:
            return Unreadable(f"`.{link.name}` is not modelled")
        match link.name:
            case "where" | "filter":
                for place, arg in enumerate(link.args):
                    part = condition_of(arg.value, ask)
                    if part is None and (part := relation_condition(arg.value, ask)) is not None:
                        found.assumed = found.assumed or doubt(part, ask)
                    if part is None:
                        found.rest.append(arg.value)
                    else:
                        found.filters.append(part)
                        found.keys.append((index, place, ""))
            case "filter_by":
                for place, arg in enumerate(link.args):
                    entity = ask.entity(joined) if joined else None
                    known = entity is not None and arg.keyword in entity.columns
                    if arg.keyword and owner is not None and not known:
                        led = keyword_condition(joined, arg.keyword, owner, arg.value, ask)
                        if led is not None:
                            found.assumed = found.assumed or doubt(led, ask)
                            found.filters.append(led)
                            found.keys.append((index, place, arg.keyword))
                            continue
                    if arg.keyword is None or owner is None or not known:
                        found.rest.append(arg.value)
                        continue
                    spelled = Attribute(owner, arg.keyword)
                    found.filters.append(Filter(joined, arg.keyword, arg.value, spelled=spelled))
                    found.keys.append((index, place, arg.keyword))
            case "order_by":
                found.ordered = True
                found.order += (a.value for a in link.args)
                found.rest += (a.value for a in link.args)
            case "limit":
                value = link.argument(0, "limit")
                if not isinstance(value, Constant) or not isinstance(value.value, int):
                    return Unreadable("its limit is not a constant")
                found.limit = value.value
            case "with_for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset" | "slice":
                return Unreadable("it reads a page at an offset", "B53")
            case "distinct" if not link.args and gives in ("entity", "row", "value"):
                if asked.terminal[0] != "all":
                    return Unreadable("`.distinct` is not modelled for a single row")
            case "join" | "outerjoin" | "select_from":
                target = link.argument(0)
                name = ask.class_named(target) if target is not None else ""
                if not found.entity and link.name == "select_from":
                    found.entity = name
                joined, owner = name, target
                found.rest += (a.value for a in link.args)
            case name if name in _KEPT:
                found.rest += (a.value for a in link.args)
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    random = any(
        isinstance(p, Call)
        and ask.symbol(p.callee) in ("sqlalchemy.func.random", "sqlalchemy.func.rand")
        for e in found.rest
        for p in walk(e)
    )
    return Unreadable("its order is random", "B11") if random else found


__all__ = ["as_existence", "batched", "read"]
