"""How peewee spells a query for many keys.

source: peewee documentation, "Querying" (row types, window functions) and "API Documentation".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from codemods.languages.python.queries.peewee_form import TOTALS, Form
from codemods.languages.python.queries.peewee_positions import by_position
from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    call_of,
    method,
    rebuilt,
    row_name,
)
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
)
from codemods.model.queries import Batched, Entity, Grouping, Query, Unreadable

# Each pair is in a bracket of its own around those before it, and SQLite's parser goes down about
# 100 steps (source: SQLite, "Limits", and `YYSTACKDEPTH`).
_MOST_PAIRS = 50


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
    if query.by_position:
        return by_position(query, form, entity, varying, fresh)
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
        value = fresh(TOTALS.get(form.aggregate, "count"))
        imports = () if form.aggregate else (("peewee", "fn"),)
        target = ", ".join([*held, value])
        return Batched(spell(rows), target, _together(held), value, "one", True, (), imports)
    if (query.limit is not None or query.answer != "all") and not unique:
        return _ranked(query, form, entity, spelled, columns, links, fresh)
    grouping: Grouping = "list" if query.answer == "all" else "one"
    if query.gives == "row" and form.style == "dicts":
        return _as_dicts(form, entity, spelled, columns, links, grouping, fresh)
    if query.gives in ("value", "row"):
        # The columns of the key stand behind the others, and are cut off again.
        chosen = [a.value for a in form.selected] or [form.model]
        selected = method(form.model, "select", *chosen, *spelled)
        rows = method(rebuilt(Chain(selected, tuple(links))), "tuples")
        row, count = fresh("row"), len(form.selected) or -len(spelled)
        keys = [f"{row}[{count + n}]" for n, _ in enumerate(spelled)]
        value = f"{row}[0]" if query.gives == "value" else f"{row}[:{count}]"
        return Batched(spell(rows), row, _together(keys), value, grouping, True)
    rows = rebuilt(Chain(method(form.model, "select", *form.selected), tuple(links)))
    row = fresh(short)
    key = _together([f"{row}.{c}" for c in columns])
    return Batched(spell(rows), row, key, row, grouping, True)


def _as_dicts(
    form: Form,
    entity: Entity,
    spelled: list[Expr],
    columns: list[str],
    links: list[Link],
    grouping: Grouping,
    fresh: Callable[[str], str],
) -> Batched:
    """Rows as dicts; what the key needs beside the columns that were selected is taken out again."""
    row = fresh("row")
    labels = [entity.columns[c].object_attribute or c for c in columns]
    selected, keys = [a.value for a in form.selected], []
    for label, column in zip(labels, spelled, strict=True):
        if not form.selected or label in form.labels:
            keys.append(f'{row}["{label}"]')
        else:
            selected.append(column)
            keys.append(f'{row}.pop("{label}")')
    rows = rebuilt(Chain(method(form.model, "select", *selected), tuple(links)))
    return Batched(spell(method(rows, "dicts")), row, _together(keys), row, grouping, True)


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
    if form.selected or form.style or len(entity.primary_key) != 1:
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
