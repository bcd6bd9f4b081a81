"""How Tortoise ORM spells a query for many keys.

source: Tortoise ORM documentation, "Query API". It has no window functions: where the first rows of
each key are wanted, those of all keys come in the order of the query and are cut afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    call_of,
    method,
    rebuilt,
    row_name,
)
from codemods.languages.python.queries.tortoise_form import Form
from codemods.languages.python.queries.tortoise_positions import by_position
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
from codemods.model.queries import Batched, Grouping, Query, Unreadable

# Pairs that are asked for in one query; each is a level of the expression that is made of them.
_MOST_PAIRS = 100


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
    unique = entity.is_unique(frozenset(f.column for f in query.filters if not f.many))
    if query.by_position:
        return by_position(query, form, entity, varying, unique, fresh)
    cut = _cut(query, unique)
    if isinstance(cut, Unreadable):
        return cut
    links = _with_keys(form, varying, columns)
    short = row_name(replace(query, gives="entity"), entity)
    keys = [Constant("str", c) for c in columns]
    if query.gives in ("count", "exists"):
        links = [link for link in links if link.name != "order_by"]
    result = rebuilt(Chain(form.model, tuple(links)))
    imports = (("tortoise.expressions", "Q"),) if len(columns) > 1 else ()
    grouping: Grouping = "list" if query.answer == "all" else "first" if cut else "one"
    if query.gives == "entity":
        row = fresh(short)
        key = _together([f"{row}.{c}" for c in columns])
        found = _made(result, row, key, row, grouping, imports)
        return replace(found, cut=cut)
    if query.gives == "row":
        found = _rows(form, result, columns, grouping, imports, fresh)
        return replace(found, cut=cut)
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
    result = method(result, "values_list", *keys, Constant("str", form.chosen[0]))
    value = fresh("value")
    found = _made(result, ", ".join([*held, value]), key, value, grouping, imports)
    return replace(found, cut=cut)


def _cut(query: Query, unique: bool) -> int | Unreadable | None:
    """How many rows of each key are wanted, where there may be more."""
    if query.gives in ("count", "exists") or (query.limit is None and query.answer == "all"):
        return None
    if unique and query.limit != 0:
        return None
    if query.limit == 0:
        return Unreadable("it asks for no row at all")
    if not query.ordered:
        return Unreadable(
            "it takes some of the rows without saying which: there is no order", "B11"
        )
    return query.limit if query.answer == "all" else 1


def _rows(
    form: Form,
    result: Expr,
    columns: list[str],
    grouping: Grouping,
    imports: tuple[tuple[str, str], ...],
    fresh: Callable[[str], str],
) -> Batched:
    """Rows that are dicts or tuples; what the key needs beside them is taken out again."""
    row = fresh("row")
    more = [c for c in columns if c not in form.chosen]
    if form.style == "values":
        more = more if form.chosen else []
        names = [Constant("str", c) for c in (*form.chosen, *more)]
        parts = [f'{row}.pop("{c}")' if c in more else f'{row}["{c}"]' for c in columns]
        rows = method(result, "values", *names)
        return _made(rows, row, _together(parts), row, grouping, imports)
    names = [Constant("str", c) for c in (*form.chosen, *more)]
    places = [(*form.chosen, *more).index(c) for c in columns]
    value = f"{row}[:{len(form.chosen)}]" if more else row
    key = _together([f"{row}[{place}]" for place in places])
    return _made(method(result, "values_list", *names), row, key, value, grouping, imports)


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
        if link.name == "only":
            # A row that is looked up by its key must have it.
            named = [a.value for a in args]
            texts = [Constant("str", c) for c in columns]
            args += [Argument(c) for c in texts if c not in named]
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
