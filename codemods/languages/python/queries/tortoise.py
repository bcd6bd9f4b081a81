"""How Tortoise ORM spells a query: reading one, and writing it for many keys.

source: Tortoise ORM documentation, "Query API" and "Models"; its query sets run when they are
awaited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from codemods.languages.python.queries.django_form import equality
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
from codemods.model.code import Argument, Await, Call, Constant, Expr, Name
from codemods.model.queries import (
    Answer,
    Batched,
    Filter,
    Gives,
    Grouping,
    Query,
    Unreadable,
)

_KEPT = frozenset(
    ["all", "filter", "exclude", "order_by", "select_related", "prefetch_related", "only"]
)
_MISSING = "tortoise.exceptions.DoesNotExist"
_SEVERAL = "tortoise.exceptions.MultipleObjectsReturned"


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the model, the chain of calls, and where the equalities stand."""

    model: Expr
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]
    flat: str = ""
    driver: str = ""
    dialect: str | None = None


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""
    if not isinstance(expr, Await):
        return None

    def is_model(part: Expr) -> bool:
        entity = ask.entity(ask.class_named(part))
        return entity is not None and entity.library == "tortoise"

    chain = unchain(expr.value, ask, is_model)
    if not is_model(chain.root) or not chain.links:
        return None
    entity = ask.entity(ask.class_named(chain.root))
    if entity is None:
        return None
    filters: list[Filter] = []
    keys: list[tuple[int, int]] = []
    rest: list[Expr] = [chain.root]
    links: list[Link] = []
    answer: Answer = "all"
    gives: Gives = "entity"
    missing = several = ""
    limit: int | None = None
    default: Expr | None = None
    flat = ""
    ordered = bool(entity.ordering)
    for position, link in enumerate(chain.links):
        last = position == len(chain.links) - 1
        if link.args is None or link.has_stars:
            return Unreadable(f"`.{link.name}` is not modelled")
        match link.name:
            case "filter" | "get" | "get_or_none":
                if link.name != "filter":
                    answer = "one" if link.name == "get" else "one_or_none"
                    missing, several = (_MISSING if answer == "one" else ""), _SEVERAL
                    if not last and any(
                        n.name not in ("prefetch_related", "select_related", "only")
                        for n in chain.links[position + 1 :]
                    ):
                        return Unreadable(f"what follows `{link.name}` is not modelled")
                for place, arg in enumerate(link.args):
                    found = equality(entity, arg, ask)
                    if found is None:
                        rest.append(arg.value)
                    else:
                        filters.append(found)
                        keys.append((len(links), place))
                links.append(replace(link, name="filter", awaited=False))
            case "first" if last and not link.args:
                answer, limit = "first", 1
            case "count" if last and not link.args:
                gives, answer, default = "count", "first", Constant("int", 0)
            case "exists" if last and not link.args:
                gives, answer = "exists", "first"
            case "values_list" if last:
                flags = {a.keyword: a.value for a in link.args if a.keyword}
                names = [a.value for a in link.args if not a.keyword]
                if flags != {"flat": Constant("bool", True)} or len(names) != 1:
                    return Unreadable("rows of values are not modelled")
                if not isinstance(names[0], Constant):
                    return Unreadable("which column it selects is not known")
                flat, gives = str(names[0].value), "value"
            case "limit":
                value = link.argument(0, "limit")
                if not isinstance(value, Constant) or not isinstance(value.value, int):
                    return Unreadable("its limit is not a constant")
                limit = value.value
            case "select_for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset":
                return Unreadable("it reads a page at an offset", "B53")
            case name if name in _KEPT:
                ordered = ordered or name == "order_by"
                rest += (a.value for a in link.args)
                if link.args:
                    links.append(link)
            case name:
                return Unreadable(f"`.{name}` is not modelled")
    form = Form(chain.root, tuple(links), tuple(keys), flat, "tortoise")
    return Query(
        "tortoise", entity.name, gives, answer, tuple(filters), None, form, tuple(rest), ordered,
        limit, missing, f'Object "{entity.name.rpartition(".")[2]}" does not exist', several, default, True, via=f"{entity.name.rpartition('.')[2]}.objects",
        label=flat,
    )  # fmt: skip


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    entity = ask.entity(query.entity)
    if len(varying) != 1 or entity is None:
        return Unreadable("several keys in one query set are not modelled", "B49")
    index = varying[0]
    column = query.filters[index].column
    number, place = form.keys[index]
    wanted = Argument(Name("KEYS"), f"{column}__in")
    links = list(form.links)
    old = links[number]
    links[number] = replace(
        old, args=tuple(wanted if i == place else a for i, a in enumerate(old.args or ()))
    )
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    if (query.limit is not None or query.answer != "all") and query.gives in ("entity", "value"):
        if not unique:
            return Unreadable("rows cannot be ranked by key in this library")
    short = row_name(replace(query, gives="entity"), entity)
    held = f"{short}_{column}" if column == "id" else column
    key = Constant("str", column)
    if query.gives in ("count", "exists"):
        links = [link for link in links if link.name != "order_by"]
    result = rebuilt(Chain(form.model, tuple(links)))
    if query.gives == "count":
        count = call_of(Name("Count"), Constant("str", entity.primary_key[0]))
        result = method(result, "annotate", Argument(count, "row_count"))
        result = method(
            method(result, "group_by", key), "values_list", key, Constant("str", "row_count")
        )
        names = fresh(held), fresh("count")
        return _made(result, f"{names[0]}, {names[1]}", names[0], names[1], "one",
                     (("tortoise.functions", "Count"),))  # fmt: skip
    if query.gives == "exists":
        result = method(
            method(result, "distinct"), "values_list", key, Argument(Constant("bool", True), "flat")
        )
        name = fresh(held)
        return _made(result, name, name, name, "set")
    grouping: Grouping = "list" if query.answer == "all" else "one"
    if query.gives == "value":
        result = method(result, "values_list", key, Constant("str", form.flat))
        names = fresh(held), fresh("value")
        return _made(result, f"{names[0]}, {names[1]}", names[0], names[1], grouping)
    row = fresh(short)
    return _made(result, row, f"{row}.{column}", row, grouping)


def _made(
    rows: Expr,
    target: str,
    key: str,
    value: str,
    grouping: Grouping,
    imports: tuple[tuple[str, str], ...] = (),
) -> Batched:
    ran = Await(rows, 0, rows.span) if isinstance(rows, Call) else rows
    return Batched(spell(ran), target, key, value, grouping, True, (), imports)
