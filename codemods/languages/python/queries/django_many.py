"""How Django's ORM spells a query for many keys.

source: Django documentation, "QuerySet API reference" (5.2), "Query Expressions" (Window, from 4.2 on
also in filters), "Complex lookups with Q objects"; SQLite, "Limits" (an expression is at most 1000
levels deep, and each `OR` is one).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from codemods.languages.python.queries.django_aggregates import AGGREGATES, named_by_itself
from codemods.languages.python.queries.django_form import (
    Form,
    free_label,
    is_unique,
    of_one_object,
    with_keys,
)
from codemods.languages.python.queries.django_positions import by_position
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
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
)
from codemods.model.queries import Batched, Entity, Grouping, Query, Unreadable

# Pairs that are asked for in one query, each by an `OR` of its own.
_MOST_PAIRS = 500


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    entity = ask.entity(query.entity)
    if entity is None:
        return Unreadable("its model is not known")
    form = of_one_object(form, varying)
    if form.unnamed:
        return Unreadable(f"`{form.unnamed}` is not imported here")
    written = _written(query, form, entity, varying, ask, fresh)
    if isinstance(written, Unreadable):
        return written
    return replace(written, imported_late=form.imported_late)


def _written(
    query: Query,
    form: Form,
    entity: Entity,
    varying: tuple[int, ...],
    ask: Ask,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    if query.by_position:
        return by_position(query, form, entity, varying, ask, fresh)
    columns = tuple(query.filters[i].column for i in varying)
    links = _with_columns(form.links, entity, columns)
    if isinstance(links, Unreadable):
        return links
    word = row_name(replace(query, gives="entity"), entity)
    held = [fresh(f"{word}_{c}" if c == "id" else c) for c in columns]
    imports: list[tuple[str, str]] = list(form.imports)
    if len(columns) == 1:
        wanted = Argument(Name("KEYS"), f"{columns[0]}__in")
    else:
        imports += [("functools", "reduce"), ("operator", "or_"), ("django.db.models", "Q")]
        wanted = Argument(_any_of(columns, held))
    chain = with_keys(replace(form, links=links), varying, [wanted])
    writer = _Writer(query, form, entity, columns, held, chain, imports, ask, fresh)
    found = writer.written(is_unique(query, entity, varying))
    if isinstance(found, Batched) and len(columns) > 1:
        return replace(found, most=_MOST_PAIRS)
    return found


def _with_columns(
    links: tuple[Link, ...], entity: Entity, columns: tuple[str, ...]
) -> tuple[Link, ...] | Unreadable:
    """The links with the key among the columns that are loaded."""
    found: list[Link] = []
    for link in links:
        given = [str(a.value.value) for a in link.args or () if isinstance(a.value, Constant)]
        missing = [
            c for c in columns if c not in entity.primary_key and not _names(entity, c, given)
        ]
        if link.name == "only":
            more = tuple(Argument(Constant("str", c)) for c in missing)
            link = replace(link, args=(*(link.args or ()), *more))
        elif link.name == "defer" and (
            len(given) != len(link.args or ())
            or any(_names(entity, c, given) for c in columns if c not in entity.primary_key)
        ):
            return Unreadable("its key is not loaded with the row")
        found.append(link)
    return tuple(found)


def _names(entity: Entity, column: str, given: list[str]) -> bool:
    known = entity.columns.get(column)
    return column in given or (known is not None and known.object_attribute in given)


def _any_of(columns: tuple[str, ...], held: list[str]) -> Expr:
    """`reduce(or_, (Q(a=a, b=b) for a, b in KEYS))`"""
    pair = call_of(
        Name("Q"), *(Argument(Name(h), c) for c, h in zip(columns, held, strict=True))
    )  # fmt: skip
    target = Display("tuple", tuple(Name(h) for h in held))
    pairs = Comprehension(
        "generator", (pair,), (Clause(target, Name("KEYS"), (), False),), pair.span
    )
    return call_of(Name("reduce"), Name("or_"), pairs)


@dataclass
class _Writer:
    query: Query
    form: Form
    entity: Entity
    columns: tuple[str, ...]
    held: list[str]
    chain: Chain
    imports: list[tuple[str, str]]
    ask: Ask
    fresh: Callable[[str], str]

    def __post_init__(self) -> None:
        self.names = [Constant("str", c) for c in self.columns]
        self.key = self.held[0] if len(self.held) == 1 else f"({', '.join(self.held)})"

    def written(self, unique: bool) -> Batched | Unreadable:
        query, form = self.query, self.form
        if query.gives in ("count", "aggregate", "exists"):
            if form.annotated or form.shaped:
                return Unreadable("what its rows are counted with is not modelled")
            return self._existence() if query.gives == "exists" else self._grouped()
        result = rebuilt(self.chain)
        if query.limit is not None and not (unique and query.answer != "all"):
            ranked = self._ranked()
            if isinstance(ranked, Unreadable):
                return ranked
            result = ranked
        elif query.answer not in ("all", "one") and not unique:
            return Unreadable("it takes one of several rows")
        elif query.answer == "one" and not unique:
            named = ", ".join(self.columns)
            return Unreadable(
                f"no key is known to be unique: several rows would raise, and `{named}` may repeat",
                "B10",
            )
        elif query.answer == "one" and query.limit is None and form.repeats and not form.distinct:
            return Unreadable("a join may give a row more than once, which would raise", "B10")
        return self._taken(result)

    def _batched(self, rows: Expr, row: str, key: str, value: str, grouping: Grouping) -> Batched:
        return Batched(
            spell(rows), row, key, value, grouping, True, (), tuple(self.imports),
            self.query.is_async,
        )  # fmt: skip

    def _taken(self, result: Expr) -> Batched | Unreadable:
        """Rows as they come, or the values that are selected of them."""
        form, entity = self.form, self.entity
        grouping: Grouping = "list" if self.query.answer == "all" else "one"
        if form.values == "flat":
            value = self.fresh("value")
            rows = method(result, "values_list", *self.names, Constant("str", form.projection[0]))
            row = ", ".join([*self.held, value])
            return self._batched(rows, row, self.key, value, grouping)
        row = self.fresh(row_name(replace(self.query, gives="entity"), entity))
        if form.values:
            if any(c not in form.projection for c in self.columns):
                return Unreadable("the key is not among the columns that are selected")
            rows = method(result, form.values, *(Constant("str", p) for p in form.projection))
            parts = [
                f'{row}["{c}"]' if form.values == "values" else f"{row}[{form.projection.index(c)}]"
                for c in self.columns
            ]
            return self._batched(rows, row, _joined(parts), row, grouping)
        parts = [f"{row}.{c}" for c in self.columns]
        return self._batched(result, row, _joined(parts), row, grouping)

    def _grouped(self) -> Batched | Unreadable:
        """One number for each key."""
        if self.query.gives == "aggregate" and isinstance(self.query.default, Display):
            return self._numbers()
        label = "count"
        if self.form.functions:
            function = self.form.functions[0].function
            named = self.ask.symbol(function.callee).rpartition(".")[2]
            label = AGGREGATES.get(named, "value")
        else:
            if self.form.values:
                return Unreadable("what its rows are counted with is not modelled")
            self.imports.append(("django.db.models", "Count"))
            function = call_of(Name("Count"), Constant("str", "pk"))
            if self.form.distinct:
                function = replace(
                    function, args=(*function.args, Argument(Constant("bool", True), "distinct"))
                )
        label = free_label(label, self.entity, self.ask)
        rows = self._by_key(Argument(function, label))
        value = self.fresh(label)
        return self._batched(rows, ", ".join([*self.held, value]), self.key, value, "one")

    def _numbers(self) -> Batched:
        """Several numbers for each key, in a dict as the single query gives them."""
        functions = self.form.functions
        if named_by_itself(functions):
            given = [Argument(a.function) for a in functions]
        else:
            given = [
                Argument(a.function, free_label(a.label, self.entity, self.ask)) for a in functions
            ]
        row = self.fresh("row")
        rows = self._by_key(*given)
        keys = len(self.columns)
        answer = ", ".join(
            f"{spell(Constant('str', a.label))}: {row}[{keys + i}]" for i, a in enumerate(functions)
        )
        key = f"{row}[0]" if keys == 1 else f"{row}[:{keys}]"
        return self._batched(rows, row, key, f"{{{answer}}}", "one")

    def _by_key(self, *given: Argument) -> Expr:
        rows = method(self._unordered("distinct"), "order_by")
        return method(method(rows, "values_list", *self.names), "annotate", *given)

    def _existence(self) -> Batched:
        """The keys that have a row."""
        rows = method(self._unordered("distinct"), "order_by")
        if len(self.names) == 1:
            rows = method(
                rows, "values_list", self.names[0], Argument(Constant("bool", True), "flat")
            )  # fmt: skip
            return self._batched(method(rows, "distinct"), self.key, self.key, self.key, "set")
        rows = method(method(rows, "values_list", *self.names), "distinct")
        row = self.fresh("row")
        return self._batched(rows, row, row, row, "set")

    def _unordered(self, *more: str) -> Expr:
        left = ("order_by", "reverse", "select_related", "prefetch_related", "only", "defer", *more)
        links = tuple(link for link in self.chain.links if link.name not in left)
        return rebuilt(Chain(self.chain.root, links))

    def _ranked(self) -> Expr | Unreadable:
        """The first rows of every key, by the order of the query."""
        query, form = self.query, self.form
        order = form.order
        if not order:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        if any(isinstance(o, Constant) and ("__" in str(o.value) or o.value == "?") for o in order):
            return Unreadable("its order cannot be used to rank rows")
        if form.annotated or form.distinct or form.shaped or (form.repeats and query.limit != 1):
            return Unreadable("its rows cannot be ranked as they are")
        name = free_label("rank", self.entity, self.ask)
        self.imports += [
            ("django.db.models", "Window"),
            ("django.db.models.functions", "RowNumber"),
        ]
        by = order[0] if len(order) == 1 else Display("list", order)
        parts = self.names[0] if len(self.names) == 1 else Display("list", tuple(self.names))
        window = call_of(
            Name("Window"),
            call_of(Name("RowNumber")),
            Argument(parts, "partition_by"),
            Argument(by, "order_by"),
        )
        limit = 1 if query.answer != "all" else query.limit or 1
        expr = method(rebuilt(self.chain), "annotate", Argument(window, name))
        if limit == 1:
            return method(expr, "filter", Argument(Constant("int", 1), name))
        return method(expr, "filter", Argument(Constant("int", limit), f"{name}__lte"))


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
