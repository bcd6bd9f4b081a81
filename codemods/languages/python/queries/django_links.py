"""What the links of a chain on a Django manager say: conditions, order, what is given, and methods of
the project's own that stand for such links.

source: Django documentation, "QuerySet API reference" (5.2), "Managers" (methods of query sets).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from codemods.languages.python.queries.django_aggregates import (
    Aggregate,
    aggregates,
    over_nothing,
    over_rows,
)
from codemods.languages.python.queries.django_form import (
    equality,
    flat,
    may_repeat,
    per_row,
)
from codemods.languages.python.queries.reading import (
    Ask,
    Link,
    unchain,
)
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
)
from codemods.model.queries import Answer, Entity, Filter, Gives, Manager

# They return a query set and change which rows are in it or what is loaded with them.
KEPT = frozenset(
    ["all", "exclude", "select_related", "prefetch_related", "only", "defer", "using", "alias"]
)  # fmt: skip
# What else a query set can do without writing; the rest is the project's own, or writes.
_OTHER = frozenset(
    [
        "union", "intersection", "difference", "extra", "raw", "dates", "datetimes", "iterator",
        "contains", "explain", "none", "complex_filter",
    ]
)  # fmt: skip
WRITES = frozenset(
    ["create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
     "acreate", "aupdate", "adelete", "abulk_create", "abulk_update", "aget_or_create",
     "aupdate_or_create", "add", "remove", "set", "clear"]
)  # fmt: skip
TERMINALS = frozenset(
    ["get", "first", "last", "count", "exists", "latest", "earliest", "aggregate"]
)
NUMBERS = "an aggregate of this kind is not modelled"
RANDOM = Constant("str", "?")
# What a method may not say of its query: it would have to be said again for many keys.
_SHAPING = frozenset(["values", "values_list", "only", "defer", "using", *TERMINALS])


@dataclass
class Reading:
    """What the links of a chain say, one after the other."""

    entity: Entity
    ask: Ask
    order: tuple[Expr, ...] | None = ()  # None for one that cannot be told
    filters: list[Filter] = field(default_factory=list)
    keys: list[tuple[int, int]] = field(default_factory=list)
    rest: list[Expr] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    answer: Answer = "all"
    gives: Gives = "entity"
    missing: str = ""
    several: str = ""
    limit: int | None = None
    default: Expr | None = None
    projection: tuple[str, ...] = ()
    values: str = ""
    lazy: bool = True
    distinct: bool = False
    annotated: bool = False
    repeats: bool = False
    locks: bool = False
    functions: tuple[Aggregate, ...] = ()

    def take(self, link: Link, name: str, last: bool) -> str | None:
        """Reads one link; the reason when it cannot be read, "-" when the chain is no query."""
        match name:
            case "filter" | "get":
                self._conditions(link)
                if name == "get":
                    if not last:
                        return "-"
                    self._one("MultipleObjectsReturned")
            case "order_by" | "reverse":
                return self._ordered(link, name)
            case "values" | "values_list":
                return self._projected(link, name)
            case "select_for_update":
                self.locks = True
                self.rest += (a.value for a in link.args or ())
            case "first" | "last" if last and not link.args:
                self.answer, self.lazy, self.limit = "first", False, 1
                if self.order == ():
                    self.order = (Constant("str", "pk"),)
                if name == "last":
                    self.order = flipped(self.order)
            case "latest" | "earliest" if last:
                fields = [a.value for a in link.args or ()]
                fields = fields or [Constant("str", f) for f in self.entity.latest_by]
                if not fields or not all(_is_column(f) for f in fields):
                    return "its order is not known"
                self.order = tuple(fields)
                if name == "latest":
                    self.order = flipped(self.order)
                self._one("")
                self.limit = 1
            case "count" if last and not link.args:
                self.gives, self.answer, self.lazy = "count", "first", False
                self.default = Constant("int", 0)
            case "exists" if last and not link.args:
                self.gives, self.answer, self.lazy = "exists", "first", False
            case "aggregate" if last:
                self.functions = aggregates(link.args or (), self.entity, self.ask) or ()
                if not self.functions:
                    return NUMBERS
                if self.values or self.distinct:
                    return "an aggregate of this is not modelled"
                self.gives, self.answer, self.lazy = "aggregate", "first", False
                self.default = over_nothing(self.functions)
                self.rest += over_rows(self.functions)
            case "distinct":
                if link.args:
                    return "it keeps one row of each of its groups"
                self.distinct = True
                self.links.append(link)
            case "annotate":
                values = [a.value for a in link.args or ()]
                if self.values or not all(per_row(v, self.ask) for v in values):
                    return "its annotations may look at other rows"
                self.annotated = True
                self.rest += values
                self.links.append(link)
            case "only" if all(_is_column(a.value) for a in link.args or ()):
                self.links.append(link)
            case _ if name in KEPT:
                self._kept(link, name)
            case "in_bulk":
                return "-"
            case _:
                return f"`.{link.name}` is not modelled" if name in _OTHER else "-"
        return None

    def _conditions(self, link: Link) -> None:
        args = flat(link.args or (), self.ask)
        for place, arg in enumerate(args):
            found = equality(self.entity, arg, self.ask)
            if found is None:
                self.rest.append(arg.value)
                self.repeats = self.repeats or may_repeat(self.entity, arg, self.ask)
            else:
                self.filters.append(found)
                self.keys.append((len(self.links), place))
        self.links.append(replace(link, name="filter", args=args, awaited=False))

    def _one(self, several: str) -> None:
        self.answer, self.lazy = "one", False
        self.missing = f"{self.entity.name}.DoesNotExist"
        self.several = f"{self.entity.name}.{several}" if several else ""

    def _ordered(self, link: Link, name: str) -> str | None:
        if name == "reverse":
            self.order = flipped(self.order)
        else:
            self.order = tuple(a.value for a in link.args or ())
            self.rest += self.order
            if any(a == RANDOM for a in self.order):
                return "its order is random"
            if any(_spans(a) for a in self.order):
                # The column of another table may come from several of its rows.
                self.repeats = self.repeats or any(
                    may_repeat(self.entity, Argument(a, str(a.value).lstrip("-+")), self.ask)
                    for a in self.order
                    if isinstance(a, Constant)
                )
        self.links.append(link)
        return None

    def _projected(self, link: Link, name: str) -> str | None:
        given = [a.value for a in link.args or () if a.keyword is None]
        if not given or not all(isinstance(g, Constant) for g in given):
            return "which columns it selects is not known"
        self.projection = tuple(str(g.value) for g in given if isinstance(g, Constant))
        flags = {a.keyword: a.value for a in link.args or () if a.keyword}
        self.values = name
        if flags:
            if flags != {"flat": Constant("bool", True)} or len(self.projection) != 1:
                return "which columns it selects is not known"
            self.values = "flat"
        self.gives = "value" if self.values == "flat" else "row"
        return None

    def _kept(self, link: Link, name: str) -> None:
        self.rest += (a.value for a in link.args or ())
        if name == "alias":
            self.annotated = True
        if not (name == "all" and not link.args):
            self.links.append(link)


def flipped(order: tuple[Expr, ...] | None) -> tuple[Expr, ...] | None:
    """The order the other way round; None when it cannot be told."""
    if order is None or not all(_is_column(o) for o in order):
        return None
    found: list[Expr] = []
    for part in order:
        text = str(part.value) if isinstance(part, Constant) else ""
        found.append(Constant("str", text[1:] if text.startswith("-") else f"-{text.lstrip('+')}"))
    return tuple(found)


def _is_column(expr: Expr) -> bool:
    return isinstance(expr, Constant) and isinstance(expr.value, str) and expr != RANDOM


def _spans(expr: Expr) -> bool:
    return isinstance(expr, Constant) and "__" in str(expr.value)


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps that a method of a manager stands for; `here` in terms of the code that calls it."""

    links: tuple[Link, ...]
    ask: Ask
    here: bool


def steps_of(held: Manager | None, link: Link, ask: Ask) -> _Steps | None:
    """What a method of a manager stands for, where it returns a chain on its receiver and no more."""
    returned = ask.returned_by(held, link) if held is not None and held.known else None
    if returned is None:
        return None
    chain = unchain(returned.value, returned.ask, lambda part: part == returned.receiver)
    links = chain.links
    if links and links[0].name == "get_queryset" and links[0].args == ():
        links = links[1:]
    if chain.root != returned.receiver or any(x.args is None or x.awaited for x in links):
        return None
    return _Steps(links, returned.ask, returned.here)


def take_own(
    reading: Reading, link: Link, does: _Steps, held: Manager | None, depth: int = 0
) -> str | None:
    """Reads a method as what it stands for: it stays as it is where it is given nothing."""
    inner = Reading(reading.entity, does.ask, reading.order)
    for step in does.links:
        if depth < 3 and held is not None and step.name in held.own:
            further = steps_of(held, step, does.ask)
            reason = "-" if further is None else take_own(inner, step, further, held, depth + 1)
        elif step.name in _SHAPING or step.has_stars:
            return "-"
        else:
            reason = inner.take(step, step.name, False)
        if reason is not None:
            return reason
    if (
        inner.locks
        or inner.answer != "all"
        or inner.order is None
        or not all(map(_is_column, inner.order))
    ):
        return "-"
    reading.order = inner.order
    reading.distinct = reading.distinct or inner.distinct
    reading.annotated = reading.annotated or inner.annotated
    reading.repeats = reading.repeats or inner.repeats
    if does.here:
        reading.keys += ((at + len(reading.links), place) for at, place in inner.keys)
        reading.filters += inner.filters
        reading.rest += inner.rest
        reading.links += inner.links
        return None
    said = [*(f.value for f in inner.filters), *inner.rest]
    if not all(_is_fixed(part, does.ask) for part in said):
        return "-"
    reading.links.append(replace(link, does=tuple(inner.links)))
    return None


def _is_fixed(expr: Expr, ask: Ask) -> bool:
    """Whether an expression is the same whenever it is computed: constants and conditions of them."""
    match expr:
        case Constant():
            return True
        case Display(items=items):
            return all(_is_fixed(i, ask) for i in items)
        case Operation(operator="&" | "|" | "~", operands=operands):
            return all(_is_fixed(o, ask) for o in operands)
        case Call(callee=callee, args=args):
            plain = ask.symbol(callee) in ("django.db.models.Q", "django.db.models.F")
            return plain and all(_is_fixed(a.value, ask) for a in args)
        case Name() | Attribute():
            return ask.text(expr) is not None
        case _:
            return False
