"""Keys of peewee's queries as a table with positions: the database says which a row belongs to.

The table is made of the single comparisons, one branch of a `UNION ALL` for each key, with the
parameters that the field makes of it.

source: peewee documentation, "Query Builder" (`+` is `UNION ALL`), "Row types" (`objects()` keeps
what is selected beside the model on the object).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.peewee_form import TOTALS, Form
from codemods.languages.python.queries.reading import (
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
from codemods.model.queries import Batched, Entity, Filter, Grouping, Query, Unreadable

# Each branch is put around those before it, which takes some levels of Python's stack.
_MOST_BRANCHES = 50
_POSITION = "_position"


def by_position(
    query: Query,
    form: Form,
    entity: Entity,
    varying: tuple[int, ...],
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The query for all keys, joined with a table of them; `KEYS` stands for the keys."""
    parts = [query.filters[i] for i in varying]
    if len(entity.primary_key) != 1 or any(p.entity != query.entity for p in parts):
        return Unreadable("the primary key of the rows that a key finds is not known", "B18")
    if _POSITION in entity.columns or _POSITION in entity.relations:
        return Unreadable(f"`{_POSITION}` is a field of its model", "B18")
    return _Joined(query, form, entity, parts, varying, fresh).written()


@dataclass
class _Joined:
    query: Query
    form: Form
    entity: Entity
    parts: Sequence[Filter]
    varying: tuple[int, ...]
    fresh: Callable[[str], str]

    def __post_init__(self) -> None:
        primary = self.entity.primary_key[0]
        self.primary = Attribute(self.form.model, primary)
        known = self.entity.columns.get(primary)
        self.label = known.name if known is not None else primary
        self.numbered = "wanted_position" if self.label == "position" else "position"
        self.wanted = Name(self.fresh("wanted"))
        self.position: Expr = Attribute(Attribute(self.wanted, "c"), self.numbered)
        self.imports = [("functools", "reduce"), ("operator", "add"), ("peewee", "Value")]
        places = [self.form.keys[i] for i in self.varying]
        self.links: list[Link] = []
        for number, link in enumerate(self.form.links):
            args = tuple(a for i, a in enumerate(link.args or ()) if (number, i) not in places)
            if args or not link.args:
                self.links.append(Link(link.name, args))

    def written(self) -> Batched | Unreadable:
        query, form = self.query, self.form
        if query.gives in ("count", "exists", "aggregate"):
            return self._grouped()
        names = frozenset(f.column for f in query.filters if not f.many)
        links, source = self.links, self.wanted
        setup: tuple[str, ...] = ()
        unique = self.entity.is_unique(names) and not query.null_keys
        if (query.limit is not None or query.answer != "all") and not unique:
            ranked = self._ranked()
            if isinstance(ranked, Unreadable):
                return ranked
            source, links, setup = ranked
        grouping: Grouping = "list" if query.answer == "all" else "one"
        chosen = [a.value for a in form.selected]
        if query.gives in ("value", "row") and form.style != "dicts":
            row, count = self.fresh("row"), len(chosen) or -1
            rows = self._rows([*(chosen or [form.model]), self.position], self.links, "tuples")
            value = f"{row}[0]" if query.gives == "value" else f"{row}[:{count}]"
            return self._batched(rows, row, f"{row}[-1]", value, grouping)
        held = method(self.position, "alias", Constant("str", _POSITION))
        if form.style == "dicts":
            row = self.fresh("row")
            rows = self._rows([*(chosen or [form.model]), held], self.links, "dicts")
            return self._batched(rows, row, f'{row}.pop("{_POSITION}")', row, grouping)
        if chosen and chosen != [form.model]:
            return Unreadable(
                "what else is selected with its rows hinders a number for the key", "B18"
            )
        row = self.fresh(row_name(query, self.entity))
        held = method(
            Attribute(Attribute(source, "c"), self.numbered), "alias", Constant("str", _POSITION)
        )  # fmt: skip
        rows = method(self._joined([form.model, held], links, source), "objects")
        found = self._batched(rows, row, f'vars({row}).pop("{_POSITION}")', row, grouping)
        return replace(found, setup=(*found.setup, *setup))

    def _ranked(self) -> tuple[Name, list[Link], tuple[str, ...]] | Unreadable:
        """The first rows of every key, by the order of the query: a table of them, and what is left."""
        order = [a.value for n in self.links if n.name == "order_by" for a in n.args or ()]
        if not order:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        if self.form.selected or self.form.style:
            return Unreadable("rows can only be ranked by key for a class with one primary key")
        if not self.query.limit:
            return Unreadable("it asks for no row at all")
        limit = self.query.limit if self.query.answer == "all" else 1
        rank = method(
            method(
                method(Name("fn"), "ROW_NUMBER"),
                "over",
                Argument(Display("list", (self.position,)), "partition_by"),
                Argument(Display("list", tuple(order)), "order_by"),
            ),
            "alias",
            Constant("str", "rank"),
        )
        self.imports.append(("peewee", "fn"))
        filters = [link for link in self.links if link.name == "where"]
        inner = self._joined([self.primary, self.position, rank], filters, self.wanted)
        ranked = Name(self.fresh("ranked"))
        sign = "==" if limit == 1 else "<="
        chosen = Operation(
            sign, (Attribute(Attribute(ranked, "c"), "rank"), Constant("int", limit))
        )  # fmt: skip
        links = [
            Link("where", (Argument(chosen),)),
            *(link for link in self.links if limit != 1 and link.name == "order_by"),
        ]
        return ranked, links, (f"{ranked.id} = {spell(inner)}",)

    def _grouped(self) -> Batched:
        """One number for each key, or whether it has a row."""
        links = [link for link in self.links if link.name != "order_by"]
        position = self.fresh("position")
        if self.query.gives == "exists":
            rows = self._rows([self.position], [*links, Link("distinct", ())], "tuples")
            found = self._batched(rows, f"({position},)", position, position, "set")
            return replace(found, value=found.key)
        counted = self.form.selected[0].value if self.form.aggregate else None
        if counted is None:
            counted = method(Name("fn"), "COUNT", self.primary)
            self.imports.append(("peewee", "fn"))
        value = self.fresh(TOTALS.get(self.form.aggregate, "count"))
        links.append(Link("group_by", (Argument(self.position),)))
        rows = self._rows([self.position, counted], links, "tuples")
        return self._batched(rows, f"{position}, {value}", position, value, "one")

    def _rows(self, selected: Sequence[Expr], links: Sequence[Link], style: str) -> Expr:
        return method(self._joined(selected, links, self.wanted), style)

    def _joined(self, selected: Sequence[Expr], links: Sequence[Link], source: Name) -> Expr:
        """The query of the model's rows that a table with their primary keys names."""
        same = Operation("==", (self.primary, Attribute(Attribute(source, "c"), self.label)))
        joined = Link("join", (Argument(source), Argument(same, "on")))
        return rebuilt(Chain(method(self.form.model, "select", *selected), (joined, *links)))

    def _batched(self, rows: Expr, row: str, key: str, value: str, grouping: Grouping) -> Batched:
        return Batched(
            spell(rows), row, f"KEYS[{key}]", value, grouping, True,
            (f"{self.wanted.id} = {spell(self._table())}",), tuple(self.imports),
            most=_MOST_BRANCHES,
        )  # fmt: skip

    def _table(self) -> Expr:
        """The primary keys of the rows that each key finds, with its number."""
        number = Name(self.fresh("number"))
        wishes = [f"wanted_{p.column}" for p in self.parts] if len(self.parts) > 1 else ["key"]
        held = [Name(self.fresh(wish)) for wish in wishes]
        numbered = method(
            call_of(Name("Value"), number), "alias", Constant("str", self.numbered)
        )  # fmt: skip
        equal = (
            Operation("==", (p.spelled, h))
            for p, h in zip(self.parts, held, strict=True)
            if p.spelled is not None
        )
        branch = method(method(self.form.model, "select", self.primary, numbered), "where", *equal)
        taken: Expr = held[0] if len(held) == 1 else Display("tuple", tuple(held))
        clause = Clause(Display("tuple", (number, taken)), Name("NUMBERED"), (), False)
        every = Comprehension("generator", (branch,), (clause,))
        return method(
            call_of(Name("reduce"), Name("add"), every), "alias", Constant("str", "wanted")
        )  # fmt: skip
