"""How peewee spells a query: reading one, and writing it for many keys.

source: peewee documentation, "Querying" and "API Documentation" (`Model.get`, `get_or_none`,
`get_by_id`, `SelectBase.first`, `count`, `exists`).
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
    rebuilt,
    row_name,
    unchain,
)
from codemods.languages.python.spell import spell
from codemods.model.code import Argument, Attribute, Call, Constant, Display, Expr, Name, Operation
from codemods.model.queries import (
    Answer,
    Batched,
    Column,
    Entity,
    Filter,
    Gives,
    Grouping,
    Query,
    Unreadable,
)

_FIRST = {"get": "one", "get_or_none": "one_or_none", "get_by_id": "one"}


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the model, what is selected, the chain, and where the equalities stand."""

    model: Expr
    selected: tuple[Argument, ...]
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]
    driver: str = ""
    dialect: str | None = None


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""
    if isinstance(expr, Call) and ask.symbol(expr.callee) == "list" and len(expr.args) == 1:
        inner = read(expr.args[0].value, ask)
        if isinstance(inner, Query) and inner.answer == "all":
            return replace(inner, lazy=False)
        return None

    def is_model(part: Expr) -> bool:
        entity = ask.entity(ask.class_named(part))
        return entity is not None and entity.library == "peewee"

    def is_root(part: Expr) -> bool:
        return is_model(part) or _behind(part, ask) is not None

    chain = unchain(expr, ask, is_root)
    if not is_root(chain.root) or not chain.links or any(link.awaited for link in chain.links):
        return None
    if not is_model(chain.root):
        return _back_reference(chain, ask)
    entity = ask.entity(ask.class_named(chain.root))
    if entity is None:
        return None
    first, rest = chain.links[0], list(chain.links[1:])
    if first.args is None or first.has_stars:
        return None
    if first.name in _FIRST and not rest:
        return _single(chain.root, first, entity, ask)
    if first.name != "select":
        return None
    return _selected(chain.root, first, rest, entity, ask)


def _behind(expr: Expr, ask: Ask) -> tuple[Entity, Column] | None:
    """The rows behind `user.orders`, and the foreign key by which they belong to the user."""
    if not isinstance(expr, Attribute) or ask.class_named(expr.value):
        return None
    found = ask.related(expr.value, expr.name)
    return found if found is not None and found[0].library == "peewee" else None


def _back_reference(chain: Chain, ask: Ask) -> Query | Unreadable | None:
    """`user.orders.where(...)` is `Order.select().where(Order.user == user, ...)`."""
    found = _behind(chain.root, ask)
    if found is None or not isinstance(chain.root, Attribute):
        return None
    entity, key = found
    model = ask.spelled(entity.name)
    owner = ask.entity(key.references)
    if model is None or owner is None or len(owner.primary_key) != 1:
        return Unreadable(f"the class of `{chain.root.name}` has no name here")
    column = Attribute(model, key.object_attribute)
    belongs = Operation("==", (column, Attribute(chain.root.value, owner.primary_key[0])))
    rest = [Link("where", (Argument(belongs),)), *chain.links]
    query = _selected(model, Link("select", ()), rest, entity, ask)
    return replace(query, relation=chain.root.name) if isinstance(query, Query) else query


def _single(model: Expr, link: Link, entity: Entity, ask: Ask) -> Query | Unreadable:
    args = link.args or ()
    short = entity.name.rpartition(".")[2]
    if link.name == "get_by_id":
        if len(args) != 1 or len(entity.primary_key) != 1:
            return Unreadable("its key is not known")
        key = entity.primary_key[0]
        found = [Filter(entity.name, key, args[0].value, spelled=Attribute(model, key))]
        args = (Argument(Operation("==", (Attribute(model, key), args[0].value))),)
    else:
        found = []
        for arg in args:
            condition = _condition(arg.value, entity, ask) if arg.keyword is None else None
            if condition is None:
                return Unreadable("its condition is no plain equality")
            found.append(condition)
    answer: Answer = "one" if _FIRST[link.name] == "one" else "one_or_none"
    form = Form(
        model, (), (Link("where", args),), tuple((0, i) for i in range(len(args))), "peewee"
    )
    # `get` takes the first of several rows without a word.
    return Query(
        "peewee", entity.name, "entity", answer, tuple(found), None, form, (model,),
        missing=f"{entity.name}.DoesNotExist" if answer == "one" else "",
        missing_text=f"<Model: {short}> instance matching query does not exist",
        via=f"{short}.{link.name}",
    )  # fmt: skip


def _selected(
    model: Expr, first: Link, rest: list[Link], entity: Entity, ask: Ask
) -> Query | Unreadable:
    answer: Answer = "all"
    gives: Gives = "entity"
    limit: int | None = None
    missing = ""
    lazy = True
    ordered = False
    default: Expr | None = None
    filters: list[Filter] = []
    keys: list[tuple[int, int]] = []
    others: list[Expr] = [model, *(a.value for a in first.args or ())]
    links: list[Link] = []
    short = entity.name.rpartition(".")[2]
    if first.args and ask.class_named(first.args[0].value) != entity.name:
        return Unreadable("selecting single columns is not modelled")
    for position, link in enumerate(rest):
        last = position == len(rest) - 1
        if link.args is None or link.has_stars:
            return Unreadable(f"`.{link.name}` is not modelled")
        match link.name:
            case "where":
                for place, arg in enumerate(link.args):
                    found = _condition(arg.value, entity, ask)
                    if found is None:
                        others.append(arg.value)
                    else:
                        filters.append(found)
                        keys.append((len(links), place))
                links.append(link)
            case "order_by":
                ordered = True
                others += (a.value for a in link.args)
                links.append(link)
            case "limit":
                value = link.argument(0)
                if not isinstance(value, Constant) or not isinstance(value.value, int):
                    return Unreadable("its limit is not a constant")
                limit = value.value
            case "first" | "get" | "get_or_none" if last and not link.args:
                answer, limit, lazy = ("one" if link.name == "get" else "first"), 1, False
                missing = f"{entity.name}.DoesNotExist" if link.name == "get" else ""
            case "count" if last and not link.args:
                gives, answer, default, lazy = "count", "first", Constant("int", 0), False
            case "exists" if last and not link.args:
                gives, answer, lazy = "exists", "first", False
            case "for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset" | "paginate":
                return Unreadable("it reads a page at an offset", "B53")
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    form = Form(model, first.args or (), tuple(links), tuple(keys), "peewee")
    return Query(
        "peewee", entity.name, gives, answer, tuple(filters), None, form, tuple(others), ordered,
        limit, missing, f"<Model: {short}> instance matching query does not exist", "", default,
        lazy=lazy, via=f"{short}.select",
    )  # fmt: skip


def _condition(expr: Expr, entity: Entity, ask: Ask) -> Filter | None:
    match expr:
        case Operation(
            operator="==", operands=(Attribute(value=owner, name=name) as column, value)
        ):
            found = _column(entity, name) if ask.class_named(owner) == entity.name else None
            if found is not None:
                given: Expr = value
                target = ask.entity_behind(value)
                if target is not None and len(target.primary_key) == 1:
                    given = Attribute(value, target.primary_key[0])
                return Filter(entity.name, found.attribute, given, spelled=column)
        case Call(
            callee=Attribute(value=Attribute(value=owner, name=name) as column, name="in_"),
            args=(only,),
        ):
            found = _column(entity, name) if ask.class_named(owner) == entity.name else None
            if found is not None:
                return Filter(entity.name, found.attribute, only.value, True, column)
    return None


def _column(entity: Entity, name: str) -> Column | None:
    for column in entity.columns.values():
        if name in (column.attribute, column.object_attribute):
            return column
    return None


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    entity = ask.entity(query.entity)
    if len(varying) != 1 or entity is None:
        return Unreadable("several keys in one query are not modelled", "B49")
    index = varying[0]
    part = query.filters[index]
    if part.spelled is None:
        return Unreadable("its key is not known")
    number, place = form.keys[index]
    wanted = Argument(method(part.spelled, "in_", Name("KEYS")))
    links = list(form.links)
    old = links[number]
    links[number] = replace(
        old, args=tuple(wanted if i == place else a for i, a in enumerate(old.args or ()))
    )
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    short = row_name(replace(query, gives="entity"), entity)
    held = f"{short}_{part.column}" if part.column == "id" else part.column
    if query.gives in ("count", "exists"):
        links = [link for link in links if link.name != "order_by"]
        if query.gives == "exists":
            rows = rebuilt(Chain(method(form.model, "select", part.spelled), tuple(links)))
            name = fresh(held)
            rows = method(method(rows, "distinct"), "tuples")
            return Batched(spell(rows), f"({name},)", name, name, "set", True)
        count = call_of(
            Attribute(Name("fn"), "COUNT"), Attribute(form.model, entity.primary_key[0])
        )
        rows = rebuilt(Chain(method(form.model, "select", part.spelled, count), tuple(links)))
        rows = method(method(rows, "group_by", part.spelled), "tuples")
        names = fresh(held), fresh("count")
        return Batched(spell(rows), f"{names[0]}, {names[1]}", names[0], names[1], "one", True, (),
                       (("peewee", "fn"),))  # fmt: skip
    if (query.limit is not None or query.answer != "all") and not unique:
        return _ranked(query, form, entity, part, links, fresh)
    rows = rebuilt(Chain(method(form.model, "select", *form.selected), tuple(links)))
    row = fresh(short)
    grouping: Grouping = "list" if query.answer == "all" else "one"
    return Batched(spell(rows), row, f"{row}.{part.column}", row, grouping, True)


def _ranked(
    query: Query,
    form: Form,
    entity: Entity,
    part: Filter,
    links: list[Link],
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The first rows of every key, by the order of the query."""
    order = [a.value for link in links if link.name == "order_by" for a in link.args or ()]
    if not order:
        return Unreadable(
            "it takes some of the rows without saying which: there is no order", "B11"
        )
    if form.selected or len(entity.primary_key) != 1 or part.spelled is None:
        return Unreadable("rows can only be ranked by key for a class with one primary key")
    if not query.limit:
        return Unreadable("it asks for no row at all")
    limit = query.limit if query.answer == "all" else 1
    primary = Attribute(form.model, entity.primary_key[0])
    rank = method(
        method(
            method(Name("fn"), "ROW_NUMBER"),
            "over",
            Argument(Display("list", (part.spelled,)), "partition_by"),
            Argument(Display("list", tuple(order)), "order_by"),
        ),
        "alias",
        Constant("str", "rank"),
    )
    filters = [link for link in links if link.name == "where"]
    inner = rebuilt(Chain(method(form.model, "select", primary, rank), tuple(filters)))
    ranked = Name(fresh("ranked"))
    column = Attribute(ranked, "c")
    same = Operation("==", (primary, Attribute(column, entity.primary_key[0])))
    sign = "==" if limit == 1 else "<="
    chosen = Operation(sign, (Attribute(column, "rank"), Constant("int", limit)))
    outer = [
        Link("join", (Argument(ranked), Argument(same, "on"))),
        Link("where", (Argument(chosen),)),
        *(link for link in links if limit != 1 and link.name == "order_by"),
    ]
    rows = rebuilt(Chain(method(form.model, "select"), tuple(outer)))
    row = fresh(row_name(replace(query, gives="entity"), entity))
    grouping: Grouping = "list" if query.answer == "all" else "one"
    setup = (f"{ranked.id} = {spell(inner)}",)
    key = f"{row}.{part.column}"
    return Batched(spell(rows), row, key, row, grouping, True, setup, (("peewee", "fn"),))
