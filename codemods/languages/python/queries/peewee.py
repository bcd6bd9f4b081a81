"""How peewee spells a query: reading one, and writing it for many keys.

source: peewee documentation, "Querying" and "API Documentation" (`Model.get`, `get_or_none`,
`get_by_id`, `SelectBase.first`, `count`, `exists`).
"""

from __future__ import annotations

from dataclasses import replace

from codemods.languages.python.queries.peewee_form import ROWS, TOTALS, Form, Style
from codemods.languages.python.queries.peewee_many import batched
from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    otherwise,
    same_order,
    unchain,
)
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expr,
    Operation,
)
from codemods.model.queries import (
    Answer,
    Column,
    Entity,
    Filter,
    Gives,
    Query,
    Unreadable,
)

_WHOLE = Link("select", ())
_FIRST = {"get": "one", "get_or_none": "one_or_none", "get_by_id": "one"}


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
    if not is_root(chain.root) or any(link.awaited for link in chain.links):
        return None
    if not is_model(chain.root):
        return _back_reference(chain, ask)
    if not chain.links:
        return None
    entity = ask.entity(ask.class_named(chain.root))
    if entity is None:
        return None
    first, rest = chain.links[0], list(chain.links[1:])
    if first.args is None or first.has_stars:
        return None
    if first.name in _FIRST and not rest:
        return _single(chain.root, first, entity, ask)
    if first.name == "filter":
        where = _spelled_out(chain.root, first)
        return None if where is None else _selected(chain.root, _WHOLE, [where, *rest], entity, ask)
    if first.name != "select":
        return None
    return _selected(chain.root, first, rest, entity, ask)


def _spelled_out(model: Expr, link: Link) -> Link | None:
    """`where(User.email == email)` for `filter(email=email)`; None where a word says more."""
    args = [
        Argument(Operation("==", (Attribute(model, a.keyword), a.value)))
        for a in link.args or ()
        if a.keyword and "__" not in a.keyword
    ]
    return Link("where", tuple(args)) if args and len(args) == len(link.args or ()) else None


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
    if key.kind in ("unknown", "custom") or key.kind != owner.columns[owner.primary_key[0]].kind:
        return Unreadable(f"which column `{chain.root.name}` is found by is not known")
    column = Attribute(model, key.object_attribute)
    belongs = Operation("==", (column, Attribute(chain.root.value, owner.primary_key[0])))
    rest = [Link("where", (Argument(belongs),)), *chain.links]
    query = _selected(model, _WHOLE, rest, entity, ask)
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
    whole = not chosen or ask.class_named(chosen[0]) == entity.name
    if not whole and not plain and not function:
        return Unreadable("selecting expressions is not modelled")
    styles: list[Style] = [s for s in ROWS if any(link.name == s for link in rest)]
    style: Style = styles[0] if styles else ""
    taken = rest[-1].name if rest else ""
    if (plain or function) and not style and taken not in ("scalar", "exists"):
        return Unreadable("selecting single columns as objects is not modelled")
    if style and (len(styles) > 1 or function or (chosen and not plain)):
        return Unreadable(f"what `.{style}` makes of the rows is not modelled")
    if style and taken != "exists":
        gives = "row"
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
            case "tuples" | "dicts" if not link.args:
                pass  # the form of the rows, wherever it is said
            case "for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset" | "paginate":
                return Unreadable("it reads a page at an offset", "B53")
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    if limit is not None and gives in ("count", "exists", "aggregate"):
        return Unreadable("it asks about some of the rows alone", "B11")
    form = Form(
        model, first.args or (), tuple(links), tuple(keys), "peewee", None, function, style,
        tuple(_labels(entity, names)),
    )  # fmt: skip
    return Query(
        "peewee", entity.name, gives, answer, tuple(filters), None, form, tuple(others), ordered,
        limit, missing, f"<Model: {short}> instance matching query does not exist", "", default,
        lazy=lazy, via=f"{short}.select", label=names[0] if gives == "value" else "",
    )  # fmt: skip


def _labels(entity: Entity, names: list[str]) -> list[str]:
    """What columns are called in a row that is a dict: a foreign key as the object it leads to."""
    found = [_column(entity, name) for name in names]
    return [c.object_attribute or c.attribute for c in found if c is not None]


def as_existence(query: Query) -> Query | None:
    """The same query where all that is asked of its answer is whether there is a row."""
    if query.answer not in ("first", "one_or_none") or query.gives not in ("entity", "row"):
        return None
    return replace(query, gives="exists", limit=None, ordered=False)


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form):
        return False
    held = next(i for i, f in enumerate(other.filters) if f.many)
    key = other.filters[held].spelled
    return (
        (one.model, one.selected, one.aggregate, one.style)
        == (many.model, many.selected, many.aggregate, many.style)
        and otherwise(one.links, one.keys[index]) == otherwise(many.links, many.keys[held])
        and (not ordered or same_order(_order(one), _order(many), key))
    )


def _order(form: Form) -> list[Expr]:
    return [a.value for link in form.links if link.name == "order_by" for a in link.args or ()]


def key_in_row(query: Query, ask: Ask) -> tuple[object, ...]:
    """The name that the column of many keys has in a row that is a dict."""
    form, entity = query.form, ask.entity(query.entity)
    key = next((f.column for f in query.filters if f.many), "")
    if not isinstance(form, Form) or entity is None or form.style != "dicts":
        return ()
    labels = tuple(_labels(entity, [key]))
    return labels if not form.selected or set(labels) <= set(form.labels) else ()


def _aggregate(chosen: list[Expr], entity: Entity, ask: Ask) -> str:
    """`SUM` of `fn.SUM(Order.total)`, where it is all that is selected; "" for anything else."""
    match chosen:
        case [Call(callee=callee, args=(Argument(value=Attribute(value=owner, name=name)),))]:
            function = ask.symbol(callee).removeprefix("peewee.fn.")
            of_it = ask.class_named(owner) == entity.name and _column(entity, name) is not None
            return function if of_it and function in TOTALS else ""
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
                target = ask.object_behind(value)
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


__all__ = ["alike", "as_existence", "batched", "key_in_row", "read"]
