"""Django's query once for each key, in one `UNION ALL`: the database says which key a row belongs to.

Every branch compares as the single query did, with a parameter that the field makes of the key, and
adds the number of its key. The instances give that number back before anybody sees them.

source: Django documentation, "QuerySet API reference" (5.2), `union()`: only columns that are
selected can order the whole, and SQLite lets nothing order its parts; SQLite, "Limits" (500 parts
of a compound query).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.django_aggregates import AGGREGATES
from codemods.languages.python.queries.django_form import (
    Form,
    free_label,
    is_unique,
    with_keys,
)
from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
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

# Every branch is planned by itself.
_MOST_BRANCHES = 100
# No field, relation or method is likely to be called so.
_POSITION = "_position"
_ORDERING = ("order_by", "reverse")
_LOADING = ("select_related", "prefetch_related")


def by_position(
    query: Query,
    form: Form,
    entity: Entity,
    varying: tuple[int, ...],
    ask: Ask,
    fresh: Callable[[str], str],
) -> Batched | Unreadable:
    """The query for all keys in branches; `KEYS` stands for them."""
    if form.shaped:
        return Unreadable(
            "its manager may give its queries an order or columns of their own", "B18"
        )
    if form.annotated or any(link.name in ("only", "defer") for link in form.links):
        return Unreadable("what else is selected with its rows hinders a number for the key", "B18")
    if _POSITION in entity.columns or _POSITION in entity.relations:
        return Unreadable(f"`{_POSITION}` is a field of its model", "B18")
    return _Branches(query, form, entity, varying, ask, fresh).written()


@dataclass
class _Branches:
    query: Query
    form: Form
    entity: Entity
    varying: tuple[int, ...]
    ask: Ask
    fresh: Callable[[str], str]

    def __post_init__(self) -> None:
        columns = [self.query.filters[i].column for i in self.varying]
        self.imports = [*self.form.imports, ("django.db.models", "Value")]
        self.queries = Name(self.fresh("queries"))
        self.number = Name(self.fresh("number"))
        wishes = [f"wanted_{c}" for c in columns] if len(columns) > 1 else ["key"]
        self.held = [Name(self.fresh(wish)) for wish in wishes]
        wanted = [Argument(h, c) for h, c in zip(self.held, columns, strict=True)]
        self.chain = with_keys(self.form, self.varying, wanted)
        self.unique = is_unique(self.query, self.entity, self.varying)

    def written(self) -> Batched | Unreadable:
        query = self.query
        if query.gives == "exists":
            return self._existence()
        if query.gives in ("count", "aggregate"):
            return self._grouped()
        if query.limit is not None and not (self.unique and query.answer != "all"):
            ranked = self._ranked()
            if isinstance(ranked, Unreadable):
                return ranked
            return self._rows(ranked, ordered=query.answer == "all")
        if query.answer == "one" and not self.unique:
            named = ", ".join(query.filters[i].column for i in self.varying)
            return Unreadable(
                f"no key is known to be unique: several rows would raise, and `{named}` may repeat",
                "B10",
            )
        if query.answer != "all" and not self.unique:
            return Unreadable("it takes one of several rows")
        if query.answer == "one" and query.limit is None and self.form.repeats:
            if not self.form.distinct:
                return Unreadable("a join may give a row more than once, which would raise", "B10")
        return self._rows(self._branch(), ordered=query.answer == "all")

    # -- one branch ---------------------------------------------------------------------------------

    def _branch(self, without: Sequence[str] = _ORDERING) -> Expr:
        """The query for one key, with its number, in no order."""
        links = tuple(link for link in self.chain.links if link.name not in without)
        number = Argument(call_of(Name("Value"), self.number), _POSITION)
        numbered = method(rebuilt(Chain(self.chain.root, links)), "annotate", number)
        return method(numbered, "order_by") if self.entity.ordering else numbered

    def _ranked(self) -> Expr | Unreadable:
        """The first rows of one key, by the order of the query."""
        form, order = self.form, self.form.order
        if not order:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        if any(isinstance(o, Constant) and ("__" in str(o.value) or o.value == "?") for o in order):
            return Unreadable("its order cannot be used to rank rows")
        if form.distinct or (form.repeats and self.query.limit != 1):
            return Unreadable("its rows cannot be ranked as they are")
        name = free_label("rank", self.entity, self.ask)
        self.imports += [
            ("django.db.models", "Window"),
            ("django.db.models.functions", "RowNumber"),
        ]
        by = order[0] if len(order) == 1 else Display("list", order)
        window = call_of(Name("Window"), call_of(Name("RowNumber")), Argument(by, "order_by"))
        limit = 1 if self.query.answer != "all" else self.query.limit or 1
        links = tuple(link for link in self.chain.links if link.name not in _ORDERING)
        ranked = method(rebuilt(Chain(self.chain.root, links)), "alias", Argument(window, name))
        within = Argument(Constant("int", limit), name if limit == 1 else f"{name}__lte")
        ranked = method(ranked, "filter", within)
        number = Argument(call_of(Name("Value"), self.number), _POSITION)
        numbered = method(ranked, "annotate", number)
        return method(numbered, "order_by") if self.entity.ordering else numbered

    # -- all of them --------------------------------------------------------------------------------

    def _united(self, every: bool = True) -> Expr:
        """The branches as one query; without `every`, equal rows of it are one."""
        none = method(self.chain.root, "none")
        args = [Argument(self.queries, None, "*")]
        if every:
            args.append(Argument(Constant("bool", True), "all"))
        return method(none, "union", *args)

    def _batched(
        self, branch: Expr, rows: Expr, row: str, key: str, value: str, grouping: Grouping
    ) -> Batched:
        taken: Expr = self.held[0] if len(self.held) == 1 else Display("tuple", tuple(self.held))
        clause = Clause(Display("tuple", (self.number, taken)), Name("NUMBERED"), (), False)
        listed = spell(Comprehension("list", (branch,), (clause,)))
        return Batched(
            spell(rows), row, f"KEYS[{key}]", value, grouping, True,
            (f"{self.queries.id} = {listed}",), tuple(self.imports), self.query.is_async,
            _MOST_BRANCHES,
        )  # fmt: skip

    def _rows(self, branch: Expr, ordered: bool) -> Batched | Unreadable:
        form = self.form
        order = form.order if ordered else ()
        columns = [self._column(part) for part in order]
        if None in columns:
            return Unreadable("rows of several keys cannot be put in its order", "B18")
        rows = self._united()
        if order:
            rows = method(rows, "order_by", *order)
        grouping: Grouping = "list" if self.query.answer == "all" else "one"
        word = row_name(replace(self.query, gives="entity"), self.entity)
        row = word if form.values == "flat" else self.fresh(word)
        if not form.values:
            return self._batched(
                branch, rows, row, f'vars({row}).pop("{_POSITION}")', row, grouping
            )
        primary = self.entity.primary_key[0] if len(self.entity.primary_key) == 1 else ""
        shown = {primary if p == "pk" else p for p in form.projection}
        more = [c for c in dict.fromkeys(columns) if c and c not in shown]
        if form.values == "values":
            if more:
                return Unreadable("its order is not among the columns that are selected", "B18")
            names = [Constant("str", p) for p in (*form.projection, _POSITION)]
            branch = method(branch, "values", *names)
            return self._batched(branch, rows, row, f'{row}.pop("{_POSITION}")', row, grouping)
        names = [Constant("str", p) for p in (*form.projection, *more, _POSITION)]
        branch = method(branch, "values_list", *names)
        if form.values == "values_list":
            value = f"{row}[: {len(form.projection)}]"
            return self._batched(branch, rows, row, f"{row}[-1]", value, grouping)
        value, position = self.fresh("value"), self.fresh("position")
        target = f"{value}, *_, {position}" if more else f"{value}, {position}"
        return self._batched(branch, rows, target, position, value, grouping)

    def _column(self, part: Expr) -> str | None:
        """The column of its own that a row is ordered by; None for everything else."""
        if not isinstance(part, Constant) or not isinstance(part.value, str):
            return None
        name = part.value.lstrip("-+")
        if name == "pk" and len(self.entity.primary_key) == 1:
            return self.entity.primary_key[0]
        return name if name in self.entity.columns else None

    def _existence(self) -> Batched:
        """The numbers of the keys that have a row."""
        branch = self._branch((*_ORDERING, *_LOADING, "distinct"))
        flat = Argument(Constant("bool", True), "flat")
        branch = method(branch, "values_list", Constant("str", _POSITION), flat)
        position = self.fresh("position")
        rows = self._united(every=False)
        found = self._batched(branch, rows, position, position, "", "set")
        return replace(found, value=found.key)

    def _grouped(self) -> Batched | Unreadable:
        """One number for each key."""
        label = "count"
        if self.query.gives == "aggregate" and isinstance(self.query.default, Display):
            return Unreadable("several numbers for each key are not asked for by position")
        if self.form.functions:
            function = self.form.functions[0].function
            named = self.ask.symbol(function.callee).rpartition(".")[2]
            label = AGGREGATES.get(named, "value")
        elif self.form.values:
            return Unreadable("what its rows are counted with is not modelled")
        else:
            self.imports.append(("django.db.models", "Count"))
            function = call_of(Name("Count"), Constant("str", "pk"))
            if self.form.distinct:
                function = replace(
                    function, args=(*function.args, Argument(Constant("bool", True), "distinct"))
                )
        label = free_label(label, self.entity, self.ask)
        branch = self._branch((*_ORDERING, *_LOADING, "distinct"))
        branch = method(branch, "values_list", Constant("str", _POSITION))
        branch = method(branch, "annotate", Argument(function, label))
        position, value = self.fresh("position"), self.fresh(label)
        return self._batched(
            branch, self._united(), f"{position}, {value}", position, value, "one"
        )  # fmt: skip
