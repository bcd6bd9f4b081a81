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
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
)
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
# Pairs that are asked for in one query; each is a level of the expression that is made of them.
_MOST_PAIRS = 100
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
    if limit is not None and gives in ("count", "exists"):
        return Unreadable("it asks about some of the rows alone", "B11")
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
    if entity is None:
        return Unreadable("its key is not known")
    columns = [query.filters[i].column for i in varying]
    links = _with_keys(form, varying, columns)
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    if (query.limit is not None or query.answer != "all") and query.gives in ("entity", "value"):
        if not unique:
            return Unreadable("rows cannot be ranked by key in this library")
    short = row_name(replace(query, gives="entity"), entity)
    keys = [Constant("str", c) for c in columns]
    if query.gives in ("count", "exists"):
        links = [link for link in links if link.name != "order_by"]
    result = rebuilt(Chain(form.model, tuple(links)))
    imports = (("tortoise.expressions", "Q"),) if len(columns) > 1 else ()
    grouping: Grouping = "list" if query.answer == "all" else "one"
    if query.gives == "entity":
        row = fresh(short)
        key = _together([f"{row}.{c}" for c in columns])
        return _made(result, row, key, row, grouping, imports)
    held = [fresh(f"{short}_{c}" if c == "id" else c) for c in columns]
    key = _together(held)
    if query.gives == "count":
        count = call_of(Name("Count"), Constant("str", entity.primary_key[0]))
        result = method(result, "annotate", Argument(count, "row_count"))
        result = method(
            method(result, "group_by", *keys), "values_list", *keys, Constant("str", "row_count")
        )
        value = fresh("count")
        return _made(result, ", ".join([*held, value]), key, value, "one",
                     (*imports, ("tortoise.functions", "Count")))  # fmt: skip
    if query.gives == "exists":
        flat = [Argument(Constant("bool", True), "flat")] if len(keys) == 1 else []
        result = method(method(result, "distinct"), "values_list", *keys, *flat)
        return _made(result, ", ".join(held), key, key, "set", imports)
    result = method(result, "values_list", *keys, Constant("str", form.flat))
    value = fresh("value")
    return _made(result, ", ".join([*held, value]), key, value, grouping, imports)


def _with_keys(form: Form, varying: tuple[int, ...], columns: list[str]) -> list[Link]:
    """The chain with the first of its conditions on the key replaced, and the others left out."""
    wanted = Argument(Name("KEYS"), f"{columns[0]}__in")
    if len(columns) > 1:
        held = [f"key_{n}" for n, _ in enumerate(columns, 1)]
        words = (Argument(Name(h), c) for c, h in zip(columns, held, strict=True))
        target = Display("tuple", tuple(Name(h) for h in held))
        clause = Clause(target, Name("KEYS"), (), False)
        pairs = Comprehension("generator", (call_of(Name("Q"), *words),), (clause,))
        either = Argument(Attribute(Name("Q"), "OR"), "join_type")
        wanted = Argument(call_of(Name("Q"), Argument(pairs, None, "*"), either))
    places = [form.keys[i] for i in varying]
    links: list[Link] = []
    for number, link in enumerate(form.links):
        args = [
            wanted if (number, place) == places[0] else arg
            for place, arg in enumerate(link.args or ())
            if (number, place) not in places[1:]
        ]
        args.sort(key=lambda a: a.keyword is not None)
        if args or not link.args:
            links.append(replace(link, args=tuple(args)))
    return links


def _together(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _made(
    rows: Expr,
    target: str,
    key: str,
    value: str,
    grouping: Grouping,
    imports: tuple[tuple[str, str], ...] = (),
) -> Batched:
    ran = Await(rows, 0, rows.span) if isinstance(rows, Call) else rows
    most = _MOST_PAIRS if ("tortoise.expressions", "Q") in imports else None
    return Batched(spell(ran), target, key, value, grouping, True, (), imports, most=most)
