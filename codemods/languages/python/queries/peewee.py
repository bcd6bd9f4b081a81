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
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
)
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

_TOTALS = {"COUNT": "count", "SUM": "total", "AVG": "average", "MAX": "maximum", "MIN": "minimum"}
# Each pair is in a bracket of its own around those before it, and SQLite's parser goes down about
# 100 steps (source: SQLite, "Limits", and `YYSTACKDEPTH`).
_MOST_PAIRS = 50
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
    aggregate: str = ""


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
        # `get(email=...)` is `get(User.email == ...)`; words with `__` mean more than that.
        args = tuple(
            Argument(Operation("==", (Attribute(model, a.keyword), a.value))) if a.keyword else a
            for a in args
        )
        for arg in args:
            condition = _condition(arg.value, entity, ask)
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
    chosen = [a.value for a in first.args or ()]
    names = [c.name for c in chosen if isinstance(c, Attribute) and ask.class_named(c.value) == entity.name
             and _column(entity, c.name) is not None]  # fmt: skip
    function = _aggregate(chosen, entity, ask)
    plain = bool(chosen) and len(names) == len(chosen)
    if chosen and not plain and not function and ask.class_named(chosen[0]) != entity.name:
        return Unreadable("selecting expressions is not modelled")
    taken = rest[-1].name if rest else ""
    if (plain or function) and taken not in ("tuples", "scalar", "exists"):
        return Unreadable("selecting single columns as objects is not modelled")
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
            case "exists" if last and not link.args and not function:
                gives, answer, lazy = "exists", "first", False
            case "scalar" if last and not link.args and function:
                gives, answer, lazy = "aggregate", "first", False
                default = Constant("int", 0) if function == "COUNT" else None
            case "scalar" if last and not link.args and len(names) == len(chosen) == 1:
                gives, answer, lazy = "value", "first", False
            case "tuples" if last and not link.args and plain:
                gives = "row"
            case "for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset" | "paginate":
                return Unreadable("it reads a page at an offset", "B53")
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    if limit is not None and gives in ("count", "exists", "aggregate"):
        return Unreadable("it asks about some of the rows alone", "B11")
    form = Form(model, first.args or (), tuple(links), tuple(keys), "peewee", aggregate=function)
    return Query(
        "peewee", entity.name, gives, answer, tuple(filters), None, form, tuple(others), ordered,
        limit, missing, f"<Model: {short}> instance matching query does not exist", "", default,
        lazy=lazy, via=f"{short}.select", label=names[0] if gives == "value" else "",
    )  # fmt: skip


def _aggregate(chosen: list[Expr], entity: Entity, ask: Ask) -> str:
    """`SUM` of `fn.SUM(Order.total)`, where it is all that is selected; "" for anything else."""
    match chosen:
        case [Call(callee=callee, args=(Argument(value=Attribute(value=owner, name=name)),))]:
            function = ask.symbol(callee).removeprefix("peewee.fn.")
            of_it = ask.class_named(owner) == entity.name and _column(entity, name) is not None
            return function if of_it and function in _TOTALS else ""
        case _:
            return ""


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
    parts = [query.filters[i] for i in varying]
    spelled = [p.spelled for p in parts if p.spelled is not None]
    if entity is None or len(spelled) < len(parts):
        return Unreadable("its key is not known")
    links = _with_keys(form, varying, spelled)
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    found = _batched(query, form, entity, spelled, links, unique, fresh)
    if len(varying) == 1 or isinstance(found, Unreadable):
        return found
    imports = (("functools", "reduce"), ("operator", "or_"), *found.imports)
    return replace(found, most=_MOST_PAIRS, imports=imports)


def _with_keys(form: Form, varying: tuple[int, ...], spelled: list[Expr]) -> list[Link]:
    """The chain with the first of its conditions on the key replaced, and the others left out."""
    chosen: Expr
    if len(spelled) == 1:
        chosen = method(spelled[0], "in_", Name("KEYS"))
    else:
        held = [Name(f"key_{n}") for n, _ in enumerate(spelled, 1)]
        equal = [Operation("==", (c, k)) for c, k in zip(spelled, held, strict=True)]
        each = Comprehension(
            "generator", (Operation("&", tuple(equal)),),
            (Clause(Display("tuple", tuple(held)), Name("KEYS"), (), False),),
        )  # fmt: skip
        chosen = call_of(Name("reduce"), Name("or_"), each)
    places = [form.keys[i] for i in varying]
    links: list[Link] = []
    for number, link in enumerate(form.links):
        args = tuple(
            Argument(chosen) if (number, place) == places[0] else arg
            for place, arg in enumerate(link.args or ())
            if (number, place) not in places[1:]
        )
        if args or not link.args:
            links.append(replace(link, args=args))
    return links


def _batched(
    query: Query,
    form: Form,
    entity: Entity,
    spelled: list[Expr],
    links: list[Link],
    unique: bool,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    short = row_name(replace(query, gives="entity"), entity)
    columns = [f.column for f in query.filters if any(f.spelled is c for c in spelled)]
    wished = [f"{short}_{c}" if c == "id" else c for c in columns]
    if query.gives in ("count", "exists", "aggregate"):
        links = [link for link in links if link.name != "order_by"]
        held = [fresh(w) for w in wished]
        if query.gives == "exists":
            rows = rebuilt(Chain(method(form.model, "select", *spelled), tuple(links)))
            rows = method(method(rows, "distinct"), "tuples")
            target = f"({held[0]},)" if len(held) == 1 else ", ".join(held)
            return Batched(spell(rows), target, _together(held), _together(held), "set", True)
        counted = form.selected[0].value if form.aggregate else None
        if counted is None:
            primary = Attribute(form.model, entity.primary_key[0])
            counted = call_of(Attribute(Name("fn"), "COUNT"), primary)
        rows = rebuilt(Chain(method(form.model, "select", *spelled, counted), tuple(links)))
        rows = method(method(rows, "group_by", *spelled), "tuples")
        value = fresh(_TOTALS.get(form.aggregate, "count"))
        imports = () if form.aggregate else (("peewee", "fn"),)
        target = ", ".join([*held, value])
        return Batched(spell(rows), target, _together(held), value, "one", True, (), imports)
    if (query.limit is not None or query.answer != "all") and not unique:
        return _ranked(query, form, entity, spelled, columns, links, fresh)
    grouping: Grouping = "list" if query.answer == "all" else "one"
    if query.gives in ("value", "row"):
        # The columns of the key stand behind the others, and are cut off again.
        selected = method(form.model, "select", *(a.value for a in form.selected), *spelled)
        rows = method(rebuilt(Chain(selected, tuple(links))), "tuples")
        row, count = fresh("row"), len(form.selected)
        keys = [f"{row}[{count + n}]" for n, _ in enumerate(spelled)]
        value = f"{row}[0]" if query.gives == "value" else f"{row}[:{count}]"
        return Batched(spell(rows), row, _together(keys), value, grouping, True)
    rows = rebuilt(Chain(method(form.model, "select", *form.selected), tuple(links)))
    row = fresh(short)
    key = _together([f"{row}.{c}" for c in columns])
    return Batched(spell(rows), row, key, row, grouping, True)


def _together(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _ranked(
    query: Query,
    form: Form,
    entity: Entity,
    spelled: list[Expr],
    columns: list[str],
    links: list[Link],
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The first rows of every key, by the order of the query."""
    order = [a.value for link in links if link.name == "order_by" for a in link.args or ()]
    if not order:
        return Unreadable(
            "it takes some of the rows without saying which: there is no order", "B11"
        )
    if form.selected or len(entity.primary_key) != 1:
        return Unreadable("rows can only be ranked by key for a class with one primary key")
    if not query.limit:
        return Unreadable("it asks for no row at all")
    limit = query.limit if query.answer == "all" else 1
    primary = Attribute(form.model, entity.primary_key[0])
    rank = method(
        method(
            method(Name("fn"), "ROW_NUMBER"),
            "over",
            Argument(Display("list", tuple(spelled)), "partition_by"),
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
    key = _together([f"{row}.{c}" for c in columns])
    return Batched(spell(rows), row, key, row, grouping, True, setup, (("peewee", "fn"),))
