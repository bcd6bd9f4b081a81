"""A query of Django's ORM taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.django_aggregates import Aggregate
from codemods.languages.python.queries.reading import Ask, Chain, Link
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Constant,
    Expr,
    Name,
    Operation,
    walk,
)
from codemods.model.queries import Entity, Filter, Manager, Query

EXACT = ("", "exact", "pk", "id", "pk__exact", "id__exact")
# Expressions whose value for a row follows from the row and from rows that belong to it.
_PER_ROW = frozenset(
    ["F", "Q", "Value", "Case", "When", "Count", "Sum", "Max", "Min", "Avg", "Exists", "Subquery",
     "OuterRef", "ExpressionWrapper", "Coalesce", "Concat", "Lower", "Upper", "Length", "Cast",
     "Greatest", "Least", "Trunc", "TruncDate", "TruncMonth", "TruncYear", "Extract", "NullIf"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the manager, the chain of calls, and where the equalities stand."""

    manager: Expr
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]  # per filter: link and argument; -1 for a related manager
    projection: tuple[str, ...] = ()  # of values and values_list
    values: str = ""  # values, values_list, flat
    functions: tuple[Aggregate, ...] = ()  # the numbers that are made of its rows
    order: tuple[Expr, ...] = ()
    driver: str = ""
    dialect: str | None = None
    distinct: bool = False
    annotated: bool = False
    repeats: bool = False  # a join may give a row more than once
    shaped: bool = False  # its manager may give its queries an order or columns
    imports: tuple[tuple[str, str], ...] = ()  # what naming the manager needs
    imported_late: tuple[tuple[str, str], ...] = ()  # the same, in the function that asks
    unnamed: str = ""  # the model that the manager is of, where its name cannot be used here
    related: Expr | None = None  # the manager of an object's rows: `customer.orders`


def manager_of(entity: Entity, name: str) -> Manager | None:
    """The manager of a model by its name; None when there is no such."""
    if name == "_base_manager":
        return Manager() if not entity.base_manager else Manager(shaped=True, known=False)
    if name == "_default_manager":
        return next(iter(entity.managers.values()), None)
    found = entity.managers.get(name)
    if found is None and "?" in entity.managers and name.endswith("objects"):
        return entity.managers["?"]
    return found


def default_manager(entity: Entity) -> str:
    """The name under which a model's default manager stands; "" when it is not known."""
    name = next(iter(entity.managers), "")
    return "" if name == "?" else name


def flat(args: tuple[Argument, ...], ask: Ask) -> tuple[Argument, ...]:
    """`a=1, b=2` for `Q(a=1) & Q(b=2)`, which says the same in one call of `filter`."""
    found: list[Argument] = []
    for arg in args:
        parts = _conjunction(arg.value, ask) if arg.keyword is None and not arg.star else None
        found += parts if parts is not None else [arg]
    names = [a.keyword for a in found if a.keyword]
    return tuple(found) if len(names) == len(set(names)) else args


def _conjunction(expr: Expr, ask: Ask) -> list[Argument] | None:
    match expr:
        case Operation(operator="&", operands=operands):
            parts = [_conjunction(o, ask) for o in operands]
            if any(p is None for p in parts):
                return None
            return [a for p in parts if p is not None for a in p]
        case Call(callee=callee, args=args) if ask.symbol(callee) == "django.db.models.Q":
            plain = all(a.keyword and not a.keyword.startswith("_") and not a.star for a in args)
            return list(args) if plain and args else None
        case _:
            return None


def equality(entity: Entity, arg: Argument, ask: Ask) -> Filter | None:
    """`user=user`, `user_id=user.id`, `pk=x`; None for every other lookup."""
    if arg.keyword is None:
        return None
    head, _, lookup = arg.keyword.partition("__")
    many = lookup == "in"
    if head == "pk" and (many or lookup in EXACT):
        if len(entity.primary_key) != 1:
            return None
        return Filter(entity.name, entity.primary_key[0], arg.value, many)
    if head in entity.columns and lookup in ("", "exact", "in"):
        return Filter(entity.name, head, arg.value, many)
    if lookup not in EXACT and not many:
        return None
    for column in entity.columns.values():
        if column.object_attribute != head:
            continue
        value = arg.value
        target = ask.object_behind(value) if lookup in ("", "exact") else None
        if target is not None and ask.is_kind_of(target, column.references):
            value = key_of(value, target, ask)
        return Filter(entity.name, column.attribute, value, many)
    return None


def free_label(wish: str, entity: Entity, ask: Ask) -> str:
    """A name for an annotation that nothing of the model has: it becomes an attribute of each row."""
    taken = {*entity.columns, *ask.attributes_of(entity)}
    while wish in taken:
        wish = f"{wish}_of_rows"
    return wish


def key_of(value: Expr, entity: Entity, ask: Ask) -> Expr:
    """The primary key of an object; of one that a foreign key leads to, the key as the row has it.

    Where the object must be there: one that is missing is an error when it is loaded.
    """
    if isinstance(value, Attribute):
        owner = ask.entity_behind(value.value)
        for column in owner.columns.values() if owner is not None else ():
            if column.object_attribute != value.name or column.references != entity.name:
                continue
            if column.constrained and not column.nullable and column.kind != "unknown":
                return Attribute(value.value, column.attribute)
    return Attribute(value, entity.primary_key[0] if len(entity.primary_key) == 1 else "pk")


def may_repeat(entity: Entity, arg: Argument, ask: Ask) -> bool:
    """Whether a condition may join rows of which several belong to one of the entity's own."""
    if arg.keyword is None:
        match arg.value:
            case Call(callee=callee, args=args) if ask.symbol(callee) == "django.db.models.Q":
                return any(may_repeat(entity, a, ask) for a in args)
            case Operation(operator="&" | "|" | "~", operands=operands):
                return any(may_repeat(entity, Argument(o), ask) for o in operands)
            case _:
                return True
    at: Entity | None = entity
    for part in arg.keyword.split("__"):
        if at is None:
            return True
        if part == "pk" or part in at.columns:
            return False
        column = next((c for c in at.columns.values() if c.object_attribute == part), None)
        if column is None:
            return True
        at = ask.entity(column.references)
    return False


def per_row(expr: Expr, ask: Ask) -> bool:
    """Whether an annotation says of each row the same in whichever query the row is found."""
    called: set[str] = set()
    names: set[str] = set()
    for part in walk(expr):
        if isinstance(part, Call):
            symbol = ask.symbol(part.callee)
            head, _, last = symbol.rpartition(".")
            if not head.startswith("django.db.models") or last not in _PER_ROW:
                return False
            called |= {p.id for p in walk(part.callee) if isinstance(p, Name)}
        elif isinstance(part, Name):
            names.add(part.id)
    # What another name stands for may be an expression over all rows.
    return bool(called) and names <= called


def is_unique(query: Query, entity: Entity, varying: tuple[int, ...]) -> bool:
    """Whether at most one row answers: None equals nothing in a constraint, but finds rows."""
    names: set[str] = set()
    for index, part in enumerate(query.filters):
        column = entity.columns.get(part.column)
        known = isinstance(part.value, Constant) and part.value.value is not None
        if part.many or part.loose:
            continue
        compared = index in varying and not query.null_keys
        if compared or known or (column is not None and not column.nullable):
            names.add(part.column)
    return entity.is_unique(frozenset(names))


def of_one_object(form: Form, varying: Sequence[int]) -> Form:
    """The form for a query about the rows of one object, which its own manager goes on to give.

    It chooses the rows, their database and the object that they know as their own.
    """
    if form.related is None or form.keys[:1] != ((-1, 0),) or 0 in varying:
        return form
    return replace(form, manager=form.related, imports=(), imported_late=(), unnamed="")


def with_keys(form: Form, varying: Sequence[int], wanted: Sequence[Argument]) -> Chain:
    """The chain with other conditions in place of the varying ones."""
    places = [form.keys[i] for i in varying]
    first = next((p for p in places if p[0] >= 0), None)
    links: list[Link] = []
    if first is None:
        links.append(Link("filter", tuple(wanted)))
    for at, link in enumerate(form.links):
        args = [a for i, a in enumerate(link.args or ()) if (at, i) not in places]
        if first is not None and at == first[0]:
            place = sum((at, i) not in places for i in range(first[1]))
            args[place:place] = wanted
        positional = [a for a in args if a.keyword is None]
        args = [*positional, *(a for a in args if a.keyword is not None)]
        if args or not link.args:
            links.append(replace(link, args=tuple(args)))
    if first is None:
        # A method of a manager is asked of the manager itself.
        own = next((i for i, x in enumerate(links[1:]) if not x.does), len(links) - 1)
        links[: own + 1] = [*links[1 : own + 1], links[0]]
    if first is None and len(links) > 1 and links[0].name == links[1].name == "filter":
        given = (*(links[0].args or ()), *(links[1].args or ()))
        positional = [a for a in given if a.keyword is None]
        given = (*positional, *(a for a in given if a.keyword is not None))
        links[:2] = [replace(links[1], args=given)]
    return Chain(form.manager, tuple(links))
