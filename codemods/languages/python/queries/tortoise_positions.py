"""Keys of Tortoise's queries by position: the database says which of them a row belongs to.

Query sets have no union. But a row can be told for each key whether it is what that key finds: the
single query's own comparison stands in a `CASE` that gives the primary key of the row, or NULL. What
that leaves on the object is taken off again.

source: Tortoise ORM documentation, "Query API" (`annotate`), "Expressions" (`Q`, `Case`, `When`, `F`).
Observed: an annotation is set as an attribute of the object, which is else as it was; a number in
`then` has no type in PostgreSQL, a column has, and is written without its table; a query set that is
annotated has lost the order that `class Meta` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from codemods.languages.python.queries.reading import (
    Chain,
    Link,
    call_of,
    method,
    rebuilt,
    row_name,
)
from codemods.languages.python.queries.tortoise_form import Form
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
    Item,
    Name,
    Operation,
)
from codemods.model.queries import Batched, Entity, Grouping, Query, Unreadable

# Each key is a column of the rows, and a level of the condition.
_MOST_KEYS = 50


def by_position(
    query: Query,
    form: Form,
    entity: Entity,
    varying: tuple[int, ...],
    unique: bool,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The query for all keys, each of which a row is asked about; `KEYS` stands for the keys."""
    if query.gives != "entity" or any(link.name == "only" for link in form.links):
        return Unreadable(
            "Tortoise has no union of query sets: which key a row belongs to can be asked of whole "
            "objects alone", "B18",
        )  # fmt: skip
    links = _ordered(form, entity)
    if not all(_of_own_columns(link, entity) for link in links):
        return Unreadable(
            "Tortoise names the primary key without its table, which is not known to stand alone "
            "in the query", "B18",
        )  # fmt: skip
    if not unique and (query.limit is not None or query.answer != "all"):
        return Unreadable(
            "Tortoise can neither rank rows by key nor join queries: the first rows of each key "
            "cannot be told", "B18",
        )  # fmt: skip
    if len(entity.primary_key) != 1:
        return Unreadable("the primary key of the rows that a key finds is not known", "B18")
    wanted, number = Name(fresh("wanted")), Name(fresh("number"))
    columns = [query.filters[i].column for i in varying]
    held = [fresh("key")] if len(columns) == 1 else [fresh(f"wanted_{c}") for c in columns]
    target: Expr = Name(held[0])
    if len(held) > 1:
        target = Display("tuple", tuple(Name(h) for h in held))
    words = tuple(Argument(Name(h), c) for c, h in zip(columns, held, strict=True))
    numbered = Clause(
        Display("tuple", (number, target)), call_of(Name("enumerate"), wanted), (), False
    )
    label = Display("text", (Constant("str", "_position_"), Operation("format", (number,))))
    primary = call_of(Name("F"), Constant("str", entity.primary_key[0]))
    case = call_of(Name("Case"), call_of(Name("When"), *words, Argument(primary, "then")))
    cases, rows = fresh("cases"), fresh("rows")
    told = Comprehension("dict", (label, case), (numbered,))
    asked = method(
        _chain(form, links, varying, words, target, wanted),
        "annotate",
        Argument(Name(cases), None, "**"),
    )
    ran: Expr = Await(asked, 0, asked.span) if isinstance(asked, Call) else asked
    row, found = fresh(row_name(query, entity)), fresh("found")
    taken_off = method(call_of(Name("vars"), Name(row)), "pop", label)
    places = Clause(number, call_of(Name("range"), call_of(Name("len"), wanted)), (
        Operation("is not", (taken_off, Constant("none", None))),
    ), False)  # fmt: skip
    pairs = Comprehension(
        "list",
        (Display("tuple", (Item(wanted, number), Name(row))),),
        (Clause(Name(row), Name(rows), (), False), places),
    )
    grouping: Grouping = "list" if query.answer == "all" else "one"
    setup = (
        f"{wanted.id} = KEYS",
        f"{cases} = {spell(told)}",
        f"{rows} = {spell(ran)}",
    )
    names = ("Case", "F", "Q", "When")
    return Batched(
        spell(pairs), f"{found}, {row}", found, row, grouping, True, setup,
        tuple(("tortoise.expressions", n) for n in names), most=_MOST_KEYS,
    )  # fmt: skip


def _ordered(form: Form, entity: Entity) -> tuple[Link, ...]:
    """The chain with the order of the model, which annotated query sets do not have."""
    if not entity.ordering or any(link.name == "order_by" for link in form.links):
        return form.links
    order = Link("order_by", tuple(Argument(Constant("str", name)) for name in entity.ordering))
    return (*form.links, order)


def _of_own_columns(link: Link, entity: Entity) -> bool:
    """Whether a link of the chain joins no other table."""
    match link.name:
        case "filter" | "exclude":
            words = [(a.keyword or "").partition("__")[0] for a in link.args or ()]
        case "order_by":
            values = [a.value for a in link.args or ()]
            words = [str(v.value).lstrip("-") for v in values if isinstance(v, Constant)]
            if len(words) < len(values):
                return False
        case "all" | "prefetch_related":
            return True
        case _:
            return False
    return all(word in entity.columns for word in words)


def _chain(
    form: Form,
    chained: Sequence[Link],
    varying: tuple[int, ...],
    words: Sequence[Argument],
    target: Expr,
    wanted: Name,
) -> Expr:
    """The chain with its conditions on the key replaced by those of any key."""
    clause = Clause(target, wanted, (), False)
    each = Comprehension("generator", (call_of(Name("Q"), *words),), (clause,))
    either = Argument(Attribute(Name("Q"), "OR"), "join_type")
    any_key = Argument(call_of(Name("Q"), Argument(each, None, "*"), either))
    places = [form.keys[i] for i in varying]
    links: list[Link] = []
    for number, link in enumerate(chained):
        args = [a for place, a in enumerate(link.args or ()) if (number, place) not in places]
        if number == places[0][0]:
            args.insert(0, any_key)
        if args or not link.args:
            links.append(Link(link.name, tuple(args)))
    return rebuilt(Chain(form.model, tuple(links)))
