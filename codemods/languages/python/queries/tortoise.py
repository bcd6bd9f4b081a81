"""How Tortoise ORM spells a query.

source: Tortoise ORM documentation, "Query API" and "Models"; its query sets run when they are
awaited. Observed: rows of an object (`user.orders`) are asked for anew whenever they are awaited,
loaded or not; an object behind a foreign key is asked for until it is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from codemods.languages.python.queries.django_form import equality
from codemods.languages.python.queries.reading import (
    Ask,
    Link,
    otherwise,
    same_order,
    unchain,
)
from codemods.languages.python.queries.tortoise_form import Form, Style
from codemods.languages.python.queries.tortoise_many import batched
from codemods.model.code import Argument, Attribute, Await, Constant, Expr
from codemods.model.queries import Answer, Column, Entity, Filter, Gives, Query, Unreadable

_KEPT = frozenset(
    ["all", "filter", "exclude", "order_by", "select_related", "prefetch_related", "only"]
)
_AFTER_ONE = frozenset(
    ["prefetch_related", "select_related", "only", "values", "values_list", "using_db"]
)
_MISSING = "tortoise.exceptions.DoesNotExist"
_SEVERAL = "tortoise.exceptions.MultipleObjectsReturned"


def read(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """The query an expression runs; None when it runs none of this library."""
    if not isinstance(expr, Await):
        return None
    followed = _followed(expr.value, ask)
    if followed is not None:
        return followed

    def is_root(part: Expr) -> bool:
        return _is_model(part, ask) or _behind(part, ask) is not None

    chain = unchain(expr.value, ask, is_root)
    if not is_root(chain.root):
        return None
    if _is_model(chain.root, ask):
        entity = ask.entity(ask.class_named(chain.root))
        if entity is None or not chain.links:
            return None
        return _Reading(chain.root, entity, ask).read(chain.links)
    return _back_reference(chain.root, chain.links, ask)


def _is_model(expr: Expr, ask: Ask) -> bool:
    entity = ask.entity(ask.class_named(expr))
    return entity is not None and entity.library == "tortoise"


def _behind(expr: Expr, ask: Ask) -> tuple[Entity, Column] | None:
    """The rows behind `user.orders`, and the foreign key by which they belong to the user."""
    if not isinstance(expr, Attribute) or ask.class_named(expr.value):
        return None
    found = ask.related(expr.value, expr.name)
    if found is None or found[0].library != "tortoise" or found[1].single:
        return None
    return found


def _back_reference(root: Expr, links: Sequence[Link], ask: Ask) -> Query | Unreadable | None:
    """`user.orders.filter(...)` is `Order.filter(user_id=user.id, ...)`."""
    found = _behind(root, ask)
    if found is None or not isinstance(root, Attribute):
        return None
    entity, key = found
    model, owner = ask.spelled(entity.name), ask.entity(key.references)
    if model is None or owner is None or len(owner.primary_key) != 1:
        return Unreadable(f"the class of `{root.name}` has no name here")
    if not _leads_to_key(key, owner):
        return Unreadable(f"which column `{root.name}` is found by is not known")
    belongs = Argument(Attribute(root.value, owner.primary_key[0]), key.attribute)
    query = _Reading(model, entity, ask).read([Link("filter", (belongs,)), *links])
    return replace(query, relation=root.name) if isinstance(query, Query) else query


def _leads_to_key(key: Column, owner: Entity) -> bool:
    """Whether a foreign key holds the primary key of what it leads to, and not another column."""
    known = key.kind not in ("unknown", "custom")
    return known and key.kind == owner.columns[owner.primary_key[0]].kind


def _followed(expr: Expr, ask: Ask) -> Query | Unreadable | None:
    """`await order.user` is `await User.filter(id=order.user_id).first()`."""
    if not isinstance(expr, Attribute) or ask.class_named(expr.value):
        return None
    owner = ask.entity_behind(expr.value)
    if owner is None or owner.library != "tortoise":
        return None
    key = next((c for c in owner.columns.values() if c.object_attribute == expr.name), None)
    entity = ask.entity(key.references) if key is not None else None
    if key is None or entity is None:
        return None
    model = ask.spelled(entity.name)
    if model is None or len(entity.primary_key) != 1:
        return Unreadable(f"the class of `{expr.name}` has no name here")
    if not _leads_to_key(key, entity):
        return Unreadable(f"which column `{expr.name}` leads to is not known")
    held = Argument(Attribute(expr.value, key.attribute), entity.primary_key[0])
    links = [Link("filter", (held,)), Link("first", ())]
    query = _Reading(model, entity, ask).read(links)
    return replace(query, relation=expr.name) if isinstance(query, Query) else query


@dataclass
class _Reading:
    """A chain of calls on a model, link by link."""

    model: Expr
    entity: Entity
    ask: Ask
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
    style: Style = ""
    chosen: tuple[str, ...] = ()
    ordered: bool = False

    def read(self, links: Sequence[Link]) -> Query | Unreadable:
        self.rest.append(self.model)
        self.ordered = bool(self.entity.ordering)
        for position, link in enumerate(links):
            if link.args is None or link.has_stars:
                return Unreadable(f"`.{link.name}` is not modelled")
            problem = self._link(link, links[position + 1 :])
            if problem is not None:
                return problem
        if self.limit is not None and self.gives in ("count", "exists"):
            return Unreadable("it asks about some of the rows alone", "B11")
        short = self.entity.name.rpartition(".")[2]
        form = Form(self.model, tuple(self.links), tuple(self.keys), self.style, self.chosen)
        return Query(
            "tortoise", self.entity.name, self.gives, self.answer, tuple(self.filters), None, form,
            tuple(self.rest), self.ordered, self.limit, self.missing,
            f'Object "{short}" does not exist', self.several, self.default, True,
            via=f"{short}.objects", label=self.chosen[0] if self.style == "flat" else "",
        )  # fmt: skip

    def _link(self, link: Link, after: Sequence[Link]) -> Unreadable | None:
        args = link.args or ()
        match link.name:
            case "filter" | "get" | "get_or_none":
                return self._filter(link, after)
            case "exists" if not after:
                self.gives, self.answer = "exists", "first"
                return self._filter(link, after) if args else None
            case "first" if not args:
                self.answer, self.limit = "first", 1
                return self._one(link, after)
            case "latest" | "earliest" if args:
                return self._edge(link, after)
            case "count" if not after and not args:
                self.gives, self.answer, self.default = "count", "first", Constant("int", 0)
            case "values_list" | "values" if not after:
                return self._columns(link)
            case "limit":
                value = link.argument(0, "limit")
                if not isinstance(value, Constant) or not isinstance(value.value, int):
                    return Unreadable("its limit is not a constant")
                self.limit = value.value
            case "select_for_update":
                return Unreadable("it locks the rows it reads", "B24")
            case "offset":
                return Unreadable("it reads a page at an offset", "B53")
            case name if name in _KEPT:
                self.ordered = self.ordered or name == "order_by"
                self.rest += (a.value for a in args)
                if args:
                    self.links.append(link)
            case name:
                return Unreadable(f"`.{name}` is not modelled")
        return None

    def _filter(self, link: Link, after: Sequence[Link]) -> Unreadable | None:
        if link.name in ("get", "get_or_none"):
            self.answer = "one" if link.name == "get" else "one_or_none"
            self.missing, self.several = (_MISSING if self.answer == "one" else ""), _SEVERAL
            problem = self._one(link, after)
            if problem is not None:
                return problem
        if any(a.keyword == "using_db" for a in link.args or ()):
            return Unreadable("it names a database of its own", "B43")
        for place, arg in enumerate(link.args or ()):
            found = equality(self.entity, arg, self.ask)
            if found is None:
                self.rest.append(arg.value)
            else:
                self.filters.append(found)
                self.keys.append((len(self.links), place))
        if link.args:
            self.links.append(replace(link, name="filter", awaited=False))
        return None

    def _one(self, link: Link, after: Sequence[Link]) -> Unreadable | None:
        """What may follow where one row is wanted: what is loaded of it."""
        if all(n.name in _AFTER_ONE for n in after):
            return None
        return Unreadable(f"what follows `{link.name}` is not modelled")

    def _edge(self, link: Link, after: Sequence[Link]) -> Unreadable | None:
        """`latest("at")` is `order_by("-at").first()`, whatever order was asked for before."""
        names = [a.value.value for a in link.args or () if isinstance(a.value, Constant)]
        if len(names) != len(link.args or ()) or any(str(n).startswith("-") for n in names):
            return Unreadable(f"what `{link.name}` goes by is not known")
        sign = "-" if link.name == "latest" else ""
        order = tuple(Argument(Constant("str", f"{sign}{n}")) for n in names)
        if any(kept.name == "order_by" for kept in self.links):
            return Unreadable("it is ordered twice")
        self.links.append(Link("order_by", order))
        self.answer, self.limit, self.ordered = "first", 1, True
        return self._one(link, after)

    def _columns(self, link: Link) -> Unreadable | None:
        """What `values` and `values_list` make of a row."""
        args = link.args or ()
        flags = {a.keyword: a.value for a in args if a.keyword}
        names = [a.value.value for a in args if not a.keyword and isinstance(a.value, Constant)]
        flat = flags == {"flat": Constant("bool", True)}
        if len(names) + len(flags) != len(args) or (flags and not flat):
            return Unreadable("which columns it selects is not known")
        if link.name == "values":
            self.style = "values"
        elif flat and len(names) == 1:
            self.style = "flat"
        elif names and not flags:
            self.style = "values_list"
        else:
            return Unreadable("which columns it selects is not known")
        self.chosen = tuple(str(n) for n in names)
        self.gives = "value" if self.style == "flat" else "row"
        return None


def as_existence(query: Query) -> Query | None:
    """The same query where all that is asked of its answer is whether there is a row."""
    if query.answer != "first" or query.gives not in ("entity", "row") or not query.limit:
        return None
    return replace(query, gives="exists", limit=None, ordered=False)


def alike(query: Query, other: Query, index: int, ordered: bool) -> bool:
    """Whether a query for many keys asks for each of them what another asks for its key."""
    one, many = query.form, other.form
    if not isinstance(one, Form) or not isinstance(many, Form):
        return False
    held = next(i for i, f in enumerate(other.filters) if f.many)
    key = Constant("str", other.filters[held].column)
    return (
        (one.model, one.style, one.chosen) == (many.model, many.style, many.chosen)
        and otherwise(one.links, one.keys[index]) == otherwise(many.links, many.keys[held])
        and (not ordered or same_order(_order(one), _order(many), key))
    )


def _order(form: Form) -> list[Expr]:
    return [a.value for link in form.links if link.name == "order_by" for a in link.args or ()]


def key_in_row(query: Query, ask: Ask) -> tuple[object, ...]:
    """The name and the place that the column of many keys has in a row that is no object."""
    form = query.form
    key = next((f.column for f in query.filters if f.many), "")
    if not isinstance(form, Form) or (form.chosen and key not in form.chosen):
        return ()
    if form.style == "values":
        return (key,)
    return (form.chosen.index(key),) if form.style == "values_list" else ()


__all__ = ["alike", "as_existence", "batched", "key_in_row", "read"]
