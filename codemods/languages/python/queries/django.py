"""How Django's ORM spells a query: reading one.

source: Django documentation, "QuerySet API reference" (5.2), "Making queries", "Managers",
"django.shortcuts"; observed: `first()` and `last()` order by primary key where nothing else does,
`values().annotate()` groups.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from codemods.languages.python.queries.django_aggregates import (
    NONE,
    aggregates,
    over_rows,
)
from codemods.languages.python.queries.django_form import (
    Form,
    default_manager,
    key_of,
    manager_of,
)
from codemods.languages.python.queries.django_links import (
    KEPT,
    NUMBERS,
    RANDOM,
    TERMINALS,
    WRITES,
    Reading,
    steps_of,
    take_own,
)
from codemods.languages.python.queries.django_many import batched
from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    otherwise,
    rebuilt,
    same_order,
    unchain,
)
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Item,
    Name,
    Operation,
)
from codemods.model.queries import Entity, Filter, Gives, Manager, Query, Unreadable


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""
    is_async = False
    if isinstance(expr, Await):
        expr, is_async = expr.value, True
    if isinstance(expr, Call) and ask.symbol(expr.callee) == "list" and len(expr.args) == 1:
        inner = read(expr.args[0].value, ask)
        if isinstance(inner, Query) and inner.answer == "all":
            return replace(inner, lazy=False)
        return None
    if isinstance(expr, Call) and ask.symbol(expr.callee) in (
        "django.shortcuts.get_object_or_404",
        "django.shortcuts.aget_object_or_404",
    ):
        return _or_404(expr, is_async, ask)
    if isinstance(expr, Item):
        return _item(expr, is_async, ask)
    found = _query_set(expr, ask)
    return _of_unknown(expr, ask) if found is None else _finish(*found, ask, is_async)


def _of_unknown(expr: Expr, ask: Ask) -> Unreadable | None:
    """Why `order.line_set.count()` is not read, where nothing says what `order` is."""
    links: list[str] = []
    while isinstance(expr, Call) and isinstance(expr.callee, Attribute):
        links.append(expr.callee.name)
        expr = expr.callee.value
    if not links or not isinstance(expr, Attribute) or not expr.name.endswith("_set"):
        return None
    if links[-1] not in KEPT | TERMINALS | _SHAPED or not ask.is_of_rows(expr.name):
        return None
    if ask.types(expr.value) or ask.entity_behind(expr.value) is not None:
        return None
    if WRITES & set(links):
        return Unreadable("it writes rows", quiet=True)
    return Unreadable(
        f"the type of `{spell(expr.value)}`, whose `{expr.name}` it asks, is not known"
    )


_SHAPED = frozenset(
    ["filter", "order_by", "values", "values_list", "annotate", "distinct", "iterator", "in_bulk"]
)


def _or_404(call: Call, is_async: bool, ask: Ask) -> Query | Unreadable | None:
    first = call.argument(0)
    if first is None:
        return None
    entity = ask.entity(ask.class_named(first))
    base = first
    if entity is not None and entity.library == "django":
        name = default_manager(entity)
        if not name:
            return Unreadable("the default manager of its model is not known")
        base = Attribute(first, name)
    found = _query_set(Call(Attribute(base, "get"), call.args[1:], call.span), ask)
    if found is None:
        return None
    query = _finish(*found, ask, is_async)
    if not isinstance(query, Query):
        return query
    name = query.entity.rpartition(".")[2]
    text = f"No {name} matches the given query."
    return replace(query, missing="django.http.Http404", missing_text=text, several="")


def _item(expr: Item, is_async: bool, ask: Ask) -> Query | Unreadable | None:
    """`qs[0]`, `qs[:3]`, and `qs.aggregate(Sum("total"))["total__sum"]`."""
    value = expr.value
    if isinstance(value, Await):
        value, is_async = value.value, True
    match value, expr.key:
        case Call(
            callee=Attribute(value=inner, name="aggregate" | "aaggregate"), args=args
        ), Constant(value=str(label)):
            found = _query_set(inner, ask)
            return None if found is None else _aggregate(found, args, label, is_async, ask)
    if isinstance(expr.key, Constant) and expr.key.type == "str":
        return None  # a column of a row
    query = _rows(value, ask)
    if query is None:
        return None
    match expr.key:
        case Operation(
            operator="slice",
            operands=(Constant(value=None | 0), Constant(value=int(limit)), Constant(value=None)),
        ) if limit > 0 and not isinstance(query, Unreadable):
            return replace(query, limit=limit)
        case Constant(type="int", value=0) if not isinstance(query, Unreadable):
            return replace(
                query, answer="one", limit=1, lazy=False, missing="builtins.IndexError",
                missing_text="list index out of range",
            )  # fmt: skip
        case Operation(operator="slice"):
            return Unreadable("a slice of this is not modelled")
        case _:
            return Unreadable("it takes one row by its number")


def _rows(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query of which an item is taken; None for what is no query set."""
    found = _query_set(expr, ask)
    if found is None:
        return None
    query = _finish(*found, ask, False)
    if not isinstance(query, Query):
        return query
    if query.answer != "all" or query.limit is not None:
        return None
    form = query.form
    if isinstance(form, Form) and form.values in ("values", "values_list"):
        return Unreadable("a single row of values is not modelled")
    return query


def _aggregate(
    found: tuple[Entity, Chain],
    args: tuple[Argument, ...],
    label: str,
    is_async: bool,
    ask: Ask,
) -> Query | Unreadable | None:
    """One of the numbers that `aggregate` gives."""
    known = next((a for a in aggregates(args, found[0], ask) or () if a.label == label), None)
    if known is None:
        return Unreadable(NUMBERS)
    query = _finish(*found, ask, is_async)
    form = query.form if isinstance(query, Query) else None
    if not isinstance(query, Query) or not isinstance(form, Form) or not _is_whole(query, form):
        return Unreadable("an aggregate of this is not modelled")
    form = replace(form, functions=(known,))
    counted = ask.symbol(known.function.callee).endswith(".Count")
    gives: Gives = "count" if counted else "aggregate"
    default = None if known.default == NONE else known.default
    rest = (*query.rest, *over_rows((known,)))
    return replace(
        query, gives=gives, answer="first", form=form, default=default, lazy=False, rest=rest
    )


def _is_whole(query: Query, form: Form) -> bool:
    """Whether a query asks for rows as they are, of which numbers can be made."""
    plain = not form.distinct and not form.values
    return plain and query.answer == "all" and query.limit is None


# -- the chain --------------------------------------------------------------------------------------


def _query_set(expr: Expr, ask: Ask, depth: int = 0) -> tuple[Entity, Chain] | None:
    """The model and the chain of calls on one of its managers."""

    def is_manager(part: Expr) -> bool:
        return _manager(part, ask) is not None

    chain = unchain(expr, ask, is_manager)
    entity = _manager(chain.root, ask)
    if entity is not None:
        return entity, chain
    # `open_orders(shop).count()`, where the function returns a query set and nothing else
    called = next((i + 1 for i, x in enumerate(chain.links) if x.args is not None), 0)
    called = 0 if isinstance(chain.root, Call) else called
    start = rebuilt(Chain(chain.root, chain.links[:called]))
    if depth > 2 or called >= len(chain.links) or not isinstance(start, Call):
        return None
    meant = ask.stands_for(start)
    inner = _query_set(meant, ask, depth + 1) if meant is not None else None
    if inner is None:
        return None
    return inner[0], Chain(inner[1].root, (*inner[1].links, *chain.links[called:]))


def _manager(expr: Expr, ask: Ask) -> Entity | None:
    """The model of `Order.objects` or of `user.orders`, or of `self` in a manager."""
    if isinstance(expr, Name):
        managed = ask.managed(expr)
        return managed[0] if managed is not None else None
    if not isinstance(expr, Attribute):
        return None
    name = ask.class_named(expr.value)
    entity = ask.entity(name) if name else None
    if entity is not None and entity.library == "django":
        return entity if manager_of(entity, expr.name) is not None else None
    related = ask.related(expr.value, expr.name)
    if related is None or related[1].single or related[0].library != "django":
        return None
    return related[0]


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form):
        return False
    held = next(i for i, f in enumerate(other.filters) if f.many)
    key = Constant("str", other.filters[held].column)
    return (
        (one.manager, one.projection, one.values, one.distinct, one.annotated)
        == (many.manager, many.projection, many.values, many.distinct, many.annotated)
        and otherwise(one.links, one.keys[index]) == otherwise(many.links, many.keys[held])
        and not (one.repeats or many.repeats)
        and (not ordered or (not one.shaped and same_order(one.order, many.order, key)))
    )


@dataclass
class _Root:
    """Where a chain begins: the manager as it can be named, and what is known of it."""

    manager: Expr
    held: Manager | None
    is_query: bool = False  # what it asks already is not known
    imports: tuple[tuple[str, str], ...] = ()
    imported_late: tuple[tuple[str, str], ...] = ()
    unnamed: str = ""
    problem: Unreadable | None = None

    @property
    def shaped(self) -> bool:
        return self.held is None or self.held.shaped or self.is_query


def _root(entity: Entity, root: Expr, reading: Reading, ask: Ask) -> _Root:
    if not isinstance(root, Attribute):
        managed = ask.managed(root)
        if managed is None:
            return _Root(root, None, problem=Unreadable("its manager is not known"))
        return _Root(root, managed[1], managed[2])
    if ask.class_named(root.value):
        return _Root(root, manager_of(entity, root.name))
    name = default_manager(entity)
    found = _Root(root, manager_of(entity, name))
    related, owner = ask.related(root.value, root.name), ask.entity_behind(root.value)
    if owner is not None and ask.object_behind(root.value) is None:
        found.problem = Unreadable("whose rows they are may be None or not stored yet")
    elif owner is None or related is None:
        found.problem = Unreadable("whose rows they are is not known")
    else:
        value = key_of(root.value, owner, ask)
        reading.filters.append(Filter(entity.name, related[1].attribute, value))
        reading.keys.append((-1, 0))
    model = ask.spelled(entity.name)
    short = entity.name.rpartition(".")[2]
    if model is None and (home := ask.importable(entity.name)):
        found.imports = ((home, short),)
    elif model is None and (home := ask.importable_late(entity.name)):
        found.imported_late = ((home, short),)
    elif model is None:
        found.unnamed = short
    if not name:
        found.problem = Unreadable("the default manager of its model is not known")
    else:
        found.manager = Attribute(model or Name(short), name)
    return found


def _finish(entity: Entity, chain: Chain, ask: Ask, is_async: bool) -> Query | Unreadable | None:
    reading = Reading(entity, ask)
    root = _root(entity, chain.root, reading, ask)
    own = root.held.own if root.held is not None else frozenset()
    if root.shaped or "?" in entity.ordering:
        reading.order = None
    else:
        reading.order = tuple(Constant("str", o) for o in entity.ordering)
    for position, link in enumerate(chain.links):
        last = position == len(chain.links) - 1
        called = link.name
        if is_async and last and called.startswith("a") and called[1:] in TERMINALS:
            called = called[1:]
        if link.args is None:
            return None
        if called == "get_queryset" and not position and not last and not link.args:
            reading.links.append(link)
            continue
        if called in own:
            # The project's own method: what it stands for, a helper, or nothing that is known.
            does = steps_of(root.held, link, ask)
            if does is None or (does.here and last) or (is_async and last):
                return None
            reason = take_own(reading, link, does, root.held)
            if reason is not None:
                return None if reason == "-" else Unreadable(reason)
            continue
        if link.has_stars and called in ("filter", "get", *KEPT, *TERMINALS):
            return Unreadable(f"the arguments of `.{link.name}` are not known")
        if called in WRITES:
            return Unreadable("it writes rows", quiet=True)
        reason = reading.take(link, called, last)
        if reason == "-":
            return None
        if reason is not None:
            return Unreadable(reason, _TRAPS.get(reason, ""))
    if reading.locks:
        return Unreadable("it locks the rows it reads", "B24")
    return root.problem or _query(reading, chain, root, is_async)


_ON_QUERY = "what the query set gives on which the method is called"
_TRAPS = {"its order is random": "B11"}


def _query(reading: Reading, chain: Chain, start: _Root, is_async: bool) -> Query | Unreadable:
    entity, root = reading.entity, chain.root
    if reading.gives == "row" and reading.answer != "all":
        return Unreadable("a single row of values is not modelled")
    order = reading.order
    form = Form(
        start.manager, tuple(reading.links), tuple(reading.keys), reading.projection, reading.values,
        reading.functions, order if order is not None else (RANDOM,), "django", None,
        reading.distinct, reading.annotated, reading.repeats, start.shaped,
        start.imports, start.imported_late, start.unnamed,
        root if reading.keys[:1] == [(-1, 0)] else None,
    )  # fmt: skip
    short = entity.name.rpartition(".")[2]
    is_related = reading.keys[:1] == [(-1, 0)]
    text = f"{short} matching query does not exist." if reading.missing else ""
    base = root.value if isinstance(root, Attribute) else root
    via = f"{short}.{root.name}" if isinstance(root, Attribute) else short
    return Query(
        "django", entity.name, reading.gives, reading.answer, tuple(reading.filters), None, form,
        (*reading.rest, *(() if is_related else (base,))), bool(order), reading.limit,
        reading.missing, text, reading.several, reading.default, is_async, reading.lazy, via,
        reading.projection[0] if reading.projection else "", bool(reading.rest),
        relation=root.name if is_related and not reading.links and isinstance(root, Attribute)
        else "", assumed=_ON_QUERY if start.is_query else "",
    )  # fmt: skip


__all__ = ["batched", "key_of", "read"]
