"""How Django's ORM spells a query: reading one, and writing it for many keys.

source: Django documentation, "QuerySet API reference" (5.2), "Making queries", "Query Expressions"
(Window, from 4.2 on also in filters), "django.shortcuts"; observed: `first()` orders by primary key
where nothing else does, `values().annotate()` groups.
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
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Operation,
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

# They return a query set and change which rows are in it or what is loaded with them.
_KEPT = frozenset(["all", "filter", "exclude", "order_by", "select_related", "prefetch_related", "only",
                   "defer", "using"])  # fmt: skip
_AGGREGATES = {
    "Sum": "total",
    "Max": "maximum",
    "Min": "minimum",
    "Avg": "average",
    "Count": "count",
}
_EXACT = ("", "exact", "pk", "id", "pk__exact", "id__exact")


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the manager, the chain of calls, and where the equalities stand."""

    manager: Expr
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]  # per filter: link and argument; -1 for a related manager
    projection: tuple[str, ...] = ()  # of values and values_list
    values: str = ""  # values, values_list, flat
    function: Expr | None = None  # of an aggregate: `Sum("total")`
    order: tuple[Expr, ...] = ()
    driver: str = ""
    dialect: str | None = None


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
    if found is None or isinstance(found, Unreadable):
        return found
    return _finish(*found, ask, is_async)


def _or_404(call: Call, is_async: bool, ask: Ask) -> Query | Unreadable | None:
    first = call.argument(0)
    if first is None:
        return None
    entity = ask.entity(ask.class_named(first))
    if entity is not None:
        base: Expr = Attribute(first, entity.default_manager)
    else:
        base = first
    found = _query_set(Call(Attribute(base, "get"), call.args[1:], call.span), ask)
    if found is None or isinstance(found, Unreadable):
        return found
    query = _finish(*found, ask, is_async)
    if not isinstance(query, Query):
        return query
    name = query.entity.rpartition(".")[2]
    text = f"No {name} matches the given query."
    return replace(query, missing="django.http.Http404", missing_text=text, several="")


def _item(expr: Item, is_async: bool, ask: Ask) -> Query | Unreadable | None:
    """`qs[:3]`, and `qs.aggregate(Sum("total"))["total__sum"]`."""
    value = expr.value
    if isinstance(value, Await):
        value, is_async = value.value, True
    match value, expr.key:
        case Call(
            callee=Attribute(value=inner, name="aggregate" | "aaggregate"), args=(only,)
        ), Constant(value=str(label)):
            found = _query_set(inner, ask)
            if found is None or isinstance(found, Unreadable):
                return found
            return _aggregate(found, only, label, is_async, ask)
        case _, Operation(
            operator="slice",
            operands=(Constant(value=None | 0), Constant(value=int(limit)), Constant(value=None)),
        ):
            found = _query_set(value, ask)
            if found is None or isinstance(found, Unreadable):
                return found
            query = _finish(*found, ask, is_async)
            if not isinstance(query, Query) or query.answer != "all" or query.limit is not None:
                return Unreadable("a slice of this is not modelled")
            return replace(query, limit=limit)
        case _:
            found = _query_set(value, ask)
            return (
                Unreadable("it takes one row by its number") if isinstance(found, tuple) else None
            )


def _aggregate(
    found: tuple[Entity, Chain], only: Argument, label: str, is_async: bool, ask: Ask
) -> Query | Unreadable | None:
    function = only.value
    name = ask.symbol(function.callee).rpartition(".")[2] if isinstance(function, Call) else ""
    if not isinstance(function, Call) or name not in _AGGREGATES or len(function.args) != 1:
        return Unreadable("an aggregate of this kind is not modelled")
    first = function.args[0].value
    expected = only.keyword or (
        f"{first.value}__{name.lower()}" if isinstance(first, Constant) else ""
    )
    if expected != label or not isinstance(first, Constant) or "__" in str(first.value):
        return Unreadable("an aggregate of this kind is not modelled")
    query = _finish(*found, ask, is_async)
    if not isinstance(query, Query) or query.answer != "all" or query.limit is not None:
        return Unreadable("an aggregate of this is not modelled")
    if not isinstance(query.form, Form):
        return Unreadable("an aggregate of this is not modelled")
    form = replace(query.form, function=function)
    default = Constant("int", 0) if name == "Count" else None
    gives: Gives = "count" if name == "Count" else "aggregate"
    return replace(query, gives=gives, answer="first", form=form, default=default, lazy=False)


# -- the chain --------------------------------------------------------------------------------------


def _query_set(expr: Expr, ask: Ask) -> tuple[Entity, Chain] | Unreadable | None:
    """The model and the chain of calls on one of its managers."""

    def is_manager(part: Expr) -> bool:
        return isinstance(part, Attribute) and _manager(part, ask) is not None

    chain = unchain(expr, ask, is_manager)
    if not isinstance(chain.root, Attribute):
        return None
    entity = _manager(chain.root, ask)
    return (entity, chain) if entity is not None else None


def _manager(expr: Attribute, ask: Ask) -> Entity | None:
    """The model of `Order.objects` or of `user.orders`."""
    name = ask.class_named(expr.value)
    entity = ask.entity(name) if name else None
    if entity is not None and entity.library == "django":
        if expr.name in entity.columns or expr.name in entity.relations or expr.name[:1].isupper():
            return None
        return entity if expr.name.islower() and not expr.name.startswith("__") else None
    related = ask.related(expr.value, expr.name)
    return related[0] if related is not None and related[0].library == "django" else None


def _finish(entity: Entity, chain: Chain, ask: Ask, is_async: bool) -> Query | Unreadable | None:
    root = chain.root
    if not isinstance(root, Attribute):
        return Unreadable("its manager is not known")
    filters: list[Filter] = []
    keys: list[tuple[int, int]] = []
    rest: list[Expr] = []
    manager: Expr = root
    if not ask.class_named(root.value):
        related = ask.related(root.value, root.name)
        model = ask.spelled(entity.name)
        if related is None or model is None:
            return Unreadable(f"`{entity.name.rpartition('.')[2]}` is not imported here")
        owner = ask.entity_behind(root.value)
        if owner is None:
            return Unreadable("whose rows they are is not known")
        filters.append(Filter(entity.name, related[1].attribute, key_of(root.value, owner)))
        keys.append((-1, 0))
        manager = Attribute(model, entity.default_manager)
    answer: Answer = "all"
    gives: Gives = "entity"
    missing = several = text = ""
    limit: int | None = None
    order: tuple[Expr, ...] = tuple(Constant("str", o) for o in entity.ordering)
    default: Expr | None = None
    projection: tuple[str, ...] = ()
    values = ""
    links: list[Link] = []
    lazy = True
    names = list(chain.links)
    short = entity.name.rpartition(".")[2]
    for position, link in enumerate(names):
        last = position == len(names) - 1
        if link.args is None or link.has_stars:
            return Unreadable(f"`.{link.name}` is not modelled")
        name = link.name
        if is_async and last and name.startswith("a") and name[1:] in _TERMINALS:
            name = name[1:]
        match name:
            case "filter" | "get":
                for place, arg in enumerate(link.args):
                    found = equality(entity, arg, ask)
                    if found is None:
                        rest.append(arg.value)
                    else:
                        filters.append(found)
                        keys.append((len(links), place))
                links.append(replace(link, name="filter", awaited=False))
                if name == "get":
                    if not last:
                        return Unreadable("what follows `get` is no query")
                    answer, lazy = "one", False
                    missing = f"{entity.name}.DoesNotExist"
                    several = f"{entity.name}.MultipleObjectsReturned"
                    text = f"{short} matching query does not exist."
            case "order_by":
                order = tuple(a.value for a in link.args)
                rest += order
                if any(a == Constant("str", "?") for a in order):
                    return Unreadable("its order is random", "B11")
                links.append(link)
            case "values" | "values_list":
                given = [a.value for a in link.args if a.keyword is None]
                if not given or not all(isinstance(g, Constant) for g in given):
                    return Unreadable("which columns it selects is not known")
                projection = tuple(str(g.value) for g in given if isinstance(g, Constant))
                flags = {a.keyword: a.value for a in link.args if a.keyword}
                values = name
                if flags:
                    if flags != {"flat": Constant("bool", True)} or len(projection) != 1:
                        return Unreadable("which columns it selects is not known")
                    values = "flat"
                gives = "value" if values == "flat" else "row"
            case "select_for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "first" if last and not link.args:
                answer, lazy, limit = "first", False, 1
                if not order:
                    order = (Constant("str", "pk"),)
            case "latest" | "earliest" if last and len(link.args) == 1:
                field = link.args[0].value
                if not isinstance(field, Constant) or not isinstance(field.value, str):
                    return Unreadable("its order is not known")
                sign = "-" if name == "latest" else ""
                plain = field.value
                flipped = plain[1:] if sign and plain.startswith("-") else f"{sign}{plain}"
                order = (Constant("str", flipped),)
                answer, lazy, limit = "one", False, 1
                missing = f"{entity.name}.DoesNotExist"
                text = f"{short} matching query does not exist."
            case "count" if last and not link.args:
                gives, answer, lazy, default = "count", "first", False, Constant("int", 0)
            case "exists" if last and not link.args:
                gives, answer, lazy = "exists", "first", False
            case _ if name in _KEPT:
                rest += (a.value for a in link.args)
                if not (name == "all" and not link.args):
                    links.append(link)
            case _ if name in _OTHER:
                return Unreadable(f"`.{name}` is not modelled")
            case _:
                return None
    form = Form(
        manager, tuple(links), tuple(keys), projection, values, None, order, "django", None
    )  # fmt: skip
    if gives == "row" and answer != "all":
        return Unreadable("a single row of values is not modelled")
    return Query(
        "django", entity.name, gives, answer, tuple(filters), None, form,
        (*rest, *((root.value,) if keys[:1] != [(-1, 0)] else ())), bool(order), limit, missing,
        text, several, default, is_async, lazy, f"{short}.{root.name}",
        projection[0] if projection else "", any("__" in f.column for f in filters) or bool(rest),
        relation=root.name if keys[:1] == [(-1, 0)] and not links else "",
    )  # fmt: skip


# What else a query set can do without writing; the rest is the project's own.
_OTHER = frozenset(
    [
        "annotate", "alias", "distinct", "last", "reverse", "union", "intersection", "difference",
        "extra", "raw", "dates", "datetimes", "in_bulk", "iterator", "aggregate", "contains",
        "explain", "none", "complex_filter",
    ]
)  # fmt: skip
_TERMINALS = frozenset(["get", "first", "count", "exists", "latest", "earliest"])


def key_of(value: Expr, entity: Entity) -> Expr:
    """The primary key of an object."""
    return Attribute(value, entity.primary_key[0] if len(entity.primary_key) == 1 else "pk")


def equality(entity: Entity, arg: Argument, ask: Ask) -> Filter | None:
    """`user=user`, `user_id=user.id`, `pk=x`; None for every other lookup."""
    if arg.keyword is None:
        return None
    head, _, lookup = arg.keyword.partition("__")
    if lookup not in _EXACT and lookup != "in":
        return None
    many = lookup == "in"
    if head == "pk":
        if len(entity.primary_key) != 1:
            return None
        return Filter(entity.name, entity.primary_key[0], arg.value, many)
    if head in entity.columns and lookup in ("", "exact", "in"):
        return Filter(entity.name, head, arg.value, many)
    for column in entity.columns.values():
        if column.object_attribute != head:
            continue
        value = arg.value
        target = ask.entity_behind(value) if lookup in ("", "exact") else None
        if target is not None:
            value = key_of(value, target)
        return Filter(entity.name, column.attribute, value, many)
    return None


# -- writing ----------------------------------------------------------------------------------------


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    if len(varying) != 1:
        return Unreadable("several keys in one query set are not modelled", "B49")
    index = varying[0]
    entity = ask.entity(query.entity)
    if entity is None:
        return Unreadable("its model is not known")
    column = query.filters[index].column
    if query.gives == "entity" and _is_deferred(form, entity, column):
        return Unreadable("the key is not loaded with the rows: each would be asked for it")
    chain = _with_keys(form, index, column)
    row = fresh(row_name(replace(query, gives="entity"), entity))
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    streams = query.is_async
    imports: list[tuple[str, str]] = []
    held = (
        f"{row_name(replace(query, gives='entity'), entity)}_{column}" if column == "id" else column
    )
    key = Constant("str", column)
    if query.gives in ("count", "aggregate"):
        function = form.function
        label = "count"
        if isinstance(function, Call):
            name = ask.symbol(function.callee).rpartition(".")[2]
            label = _AGGREGATES[name]
        else:
            imports.append(("django.db.models", "Count"))
            function = call_of(Name("Count"), Constant("str", "pk"))
        label = f"{label}_of_rows" if label in entity.columns else label
        rows = _then(chain, "order_by")
        rows = method(rows, "values_list", key)
        rows = method(rows, "annotate", Argument(function, label))
        names = fresh(held), fresh(label)
        return Batched(spell(rows), f"{names[0]}, {names[1]}", names[0], names[1], "one", True, (),
                       tuple(imports), streams)  # fmt: skip
    if query.gives == "exists":
        rows = method(
            _then(chain, "order_by"), "values_list", key, Argument(Constant("bool", True), "flat")
        )
        rows = method(rows, "distinct")
        name = fresh(held)
        return Batched(spell(rows), name, name, name, "set", True, (), (), streams)
    grouping: Grouping = "list" if query.answer == "all" else "one"
    result = _then(chain)
    if query.limit is not None and not (unique and query.answer != "all"):
        if not form.order:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        ranked = _ranked(query, form, entity, chain, key, imports)
        if ranked is None:
            return Unreadable("its order cannot be used to rank rows")
        result = ranked
    elif query.answer not in ("all", "one") and not unique:
        return Unreadable("it takes one of several rows")
    elif query.answer == "one" and not unique:
        return Unreadable(
            f"no key is known to be unique: several rows would raise, and `{column}` may repeat",
            "B10",
        )
    if form.values == "flat":
        names = fresh(held), fresh("value")
        rows = method(result, "values_list", key, Constant("str", form.projection[0]))
        return Batched(spell(rows), f"{names[0]}, {names[1]}", names[0], names[1], grouping, True,
                       (), tuple(imports), streams)  # fmt: skip
    if form.values:
        if column not in form.projection:
            return Unreadable("the key is not among the columns that are selected")
        rows = method(result, form.values, *(Constant("str", p) for p in form.projection))
        place = form.projection.index(column)
        where = f'{row}["{column}"]' if form.values == "values" else f"{row}[{place}]"
        return Batched(spell(rows), row, where, row, grouping, True, (), tuple(imports), streams)
    return Batched(
        spell(result),
        row,
        f"{row}.{column}",
        row,
        grouping,
        True,
        (),
        tuple(imports),
        streams,
    )


def _is_deferred(form: Form, entity: Entity, column: str) -> bool:
    """Whether `only` or `defer` leave the column out of what is loaded."""
    if column in entity.primary_key:
        return False
    names = (
        {column, entity.columns[column].object_attribute} if column in entity.columns else {column}
    )
    for link in form.links:
        given = {str(a.value.value) for a in link.args or () if isinstance(a.value, Constant)}
        if (link.name == "only" and not names & given) or (link.name == "defer" and names & given):
            return True
    return False


def _with_keys(form: Form, index: int, column: str) -> Chain:
    """The chain with the varying condition asking for all keys."""
    number, place = form.keys[index]
    wanted = Argument(Name("KEYS"), f"{column}__in")
    if number < 0:
        links = list(form.links)
        if links and links[0].name == "filter":
            links[0] = replace(links[0], args=(wanted, *(links[0].args or ())))
        else:
            links.insert(0, Link("filter", (wanted,)))
        return Chain(form.manager, tuple(links))
    changed = []
    for at, link in enumerate(form.links):
        if at == number:
            args = tuple(wanted if i == place else a for i, a in enumerate(link.args or ()))
            positional = [a for a in args if a.keyword is None]
            link = replace(link, args=(*positional, *(a for a in args if a.keyword is not None)))
        changed.append(link)
    return Chain(form.manager, tuple(changed))


def _then(chain: Chain, *more: str) -> Expr:
    links = [link for link in chain.links if link.name != "order_by"] if more else list(chain.links)
    expr = rebuilt(Chain(chain.root, tuple(links)))
    for name in more:
        expr = method(expr, name)
    return expr


def _ranked(
    query: Query,
    form: Form,
    entity: Entity,
    chain: Chain,
    key: Expr,
    imports: list[tuple[str, str]],
) -> Expr | None:
    """The first rows of every key, by the order of the query."""
    order = form.order
    if any(isinstance(o, Constant) and "__" in str(o.value) for o in order):
        return None
    name = "rank" if "rank" not in entity.columns else "row_rank"
    imports += [("django.db.models", "Window"), ("django.db.models.functions", "RowNumber")]
    by = order[0] if len(order) == 1 else Display("list", order)
    window = call_of(
        Name("Window"),
        call_of(Name("RowNumber")),
        Argument(key, "partition_by"),
        Argument(by, "order_by"),
    )
    limit = 1 if query.answer != "all" else query.limit or 1
    expr = _then(chain)
    expr = method(expr, "annotate", Argument(window, name))
    if limit == 1:
        return method(expr, "filter", Argument(Constant("int", 1), name))
    return method(expr, "filter", Argument(Constant("int", limit), f"{name}__lte"))
