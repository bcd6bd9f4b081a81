"""Writing SQLAlchemy's queries for many keys: as `select`, as `session.query` or as `Model.query`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.reading import (
    Ask,
    Chain,
    Link,
    call_of,
    method,
    rebuilt,
    row_name,
)
from codemods.languages.python.queries.sqlalchemy_parts import Form, column_of, named
from codemods.languages.python.queries.sqlalchemy_positions import Wanted, wanted_keys
from codemods.languages.python.queries.sqlalchemy_statements import handed_over
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    walk,
)
from codemods.model.queries import Batched, Entity, Filter, Grouping, Query, Unreadable

_FILTERS = ("where", "filter", "filter_by")
_TOTALS = {"sum": "total", "avg": "average", "max": "maximum", "min": "minimum"}
# They have no `(a, b) IN (...)`.
_WITHOUT_ROW_VALUES = ("mssql",)

_DEFERRING = ("load_only", "defer", "defer_group", "Load")


class _NoWay(Exception):
    """Why the rows that many keys need do not come by the function that is handed a statement."""


def batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    """The query for all keys; `KEYS` stands for them. `fresh` gives free names."""
    try:
        return _batched(query, varying, ask, fresh)
    except _NoWay as reason:
        return Unreadable(str(reason))


def _batched(
    query: Query, varying: tuple[int, ...], ask: Ask, fresh: Callable[[str], str]
) -> Batched | Unreadable:
    form = query.form
    if not isinstance(form, Form):
        raise TypeError("a query of another library")
    keys = [query.filters[i].spelled for i in varying]
    columns = [k for k in keys if k is not None]
    entity = ask.entity(query.entity)
    imports: list[tuple[str, str]] = []
    wanted: Wanted | None = None
    if query.by_position:
        parts = [query.filters[i] for i in varying]
        found = wanted_keys(parts, form.links, entity, ask, fresh, form.select, query.null_keys)
        if isinstance(found, Unreadable):
            return found
        wanted = found
        imports += wanted.imports
        chosen: Expr = wanted.chosen
        columns = [wanted.position]
    elif len(columns) == 1:
        chosen = method(columns[0], "in_", Name("KEYS"))
    elif ask.dialect in _WITHOUT_ROW_VALUES:
        return Unreadable(f"{ask.dialect} has no row values to compare several keys at once")
    else:
        imports.append(("sqlalchemy", "tuple_"))
        chosen = method(call_of(Name("tuple_"), *columns), "in_", Name("KEYS"))
    links = _with_keys(form, query, varying, chosen)
    by_hand = [link for link in links if link.name not in ("limit",)]
    if not form.legacy and form.root is None and form.select is None:
        imports.append(("sqlalchemy", "select"))
    writer = _Parts(query, form, columns, entity, by_hand, imports, fresh, ask, wanted)
    if query.gives in ("count", "aggregate"):
        return writer.grouped()
    if query.gives == "exists":
        return writer.existing()
    if form.constant:
        return Unreadable("it selects a constant, which is used as more than a truth value")
    unique = writer.is_unique()
    if query.limit is not None and query.limit != 1 and query.answer != "all":
        return Unreadable("a limit on a single row is not modelled")
    several = query.limit is None and query.answer in ("one", "one_or_none")
    if several and not unique:
        named_columns = ", ".join(f.column for f in query.filters)
        return Unreadable(
            f"several rows would raise, and no key says that `{named_columns}` is unique", "B10"
        )
    if not unique and (query.limit is not None or query.answer != "all"):
        return writer.ranked()
    return writer.plain()


def _with_keys(form: Form, query: Query, varying: tuple[int, ...], chosen: Expr) -> list[Link]:
    """The chain with the first varying condition replaced, and the others left out."""
    old_style = form.legacy or form.root is not None
    if form.get:
        return [Link("filter" if old_style else "where", (Argument(chosen),))]
    dropped = {form.keys[i][:2] for i in varying[1:]}
    index, place, _ = form.keys[varying[0]]
    links: list[Link] = []
    for number, link in enumerate(form.links):
        args: list[Argument] = []
        extra: list[Argument] = []
        for position, arg in enumerate(link.args or ()):
            if (number, position) in dropped:
                continue
            if (number, position) == (index, place):
                (extra if link.name == "filter_by" else args).append(Argument(chosen))
            else:
                args.append(arg)
        if extra:
            links.append(Link("filter" if old_style else "where", tuple(extra)))
        if args or not link.args:
            links.append(replace(link, args=tuple(args)))
    if old_style:
        # As `exists().where(...)` spells what a query calls `filter`.
        links = [replace(n, name="filter") if n.name == "where" else n for n in links]
    return links


@dataclass
class _Parts:
    query: Query
    form: Form
    columns: list[Expr]
    entity: Entity | None
    links: list[Link]
    imports: list[tuple[str, str]]
    fresh: Callable[[str], str]
    ask: Ask
    wanted: Wanted | None  # where the database says which key a row belongs to

    def __post_init__(self) -> None:
        self.row = self.fresh(row_name(self.query, self.entity))
        self.select: Expr = self.form.select or Name("select")
        self.old_style = self.form.legacy or self.form.root is not None

    def is_unique(self) -> bool:
        names = frozenset(f.column for f in self.query.filters if not f.many)
        same = all(f.entity == self.query.entity for f in self.query.filters)
        joins = any(link.name in ("join", "outerjoin") for link in self.links)
        if self.entity is None or self.query.null_keys:
            return False  # any number of rows may have no value
        return same and not joins and self.entity.is_unique(names)

    # -- the pieces ---------------------------------------------------------------------------------

    def _from(self, selected: Sequence[Expr], links: Sequence[Link]) -> list[Link]:
        """The chain with what is joined from, where several tables are selected from."""
        led = ("join", "outerjoin") if self.wanted is None else ("join", "outerjoin", "filter_by")
        joins = any(link.name in led for link in links)
        if not joins or self.form.model is None or any(n.name == "select_from" for n in links):
            return list(links)
        owners = [(column_of(part, self.ask) or (named(part, self.ask),))[0] for part in selected]
        if all(owner == self.query.entity for owner in owners):
            return list(links)
        return [Link("select_from", (Argument(self.form.model),)), *links]

    def _chosen(self, selected: Sequence[Expr], links: Sequence[Link]) -> Expr:
        """The query that selects these, not yet run."""
        links = self._from(selected, links)
        if self.form.root is not None:
            alone = len(selected) == 1 and bool(self.ask.class_named(selected[0]))
            entities = (
                [] if alone else [Link("with_entities", tuple(Argument(s) for s in selected))]
            )
            return rebuilt(Chain(self.form.root, (*links, *entities)))
        if self.form.legacy:
            session = self.query.channel or Name("session")
            return rebuilt(Chain(method(session, "query", *selected), tuple(links)))
        return rebuilt(Chain(call_of(self.select, *selected), tuple(links)))

    def _run(
        self,
        selected: Sequence[Expr],
        links: Sequence[Link],
        scalars: bool,
        mappings: bool = False,
    ) -> Expr:
        statement = self._chosen(selected, links)
        if self.form.through is not None:
            return self._handed_over(statement, selected, scalars, mappings)
        if mappings:
            return method(self._run(selected, links, scalars), "mappings")
        if self.old_style:
            return statement
        how = self.form.execute
        if how != "exec":
            how = "scalars" if scalars else "execute"
        call = method(self.query.channel or Name("session"), how, statement)
        ran: Expr = Await(call, 0, call.span) if self.query.is_async else call
        return method(ran, "unique") if self.form.unique else ran

    def _handed_over(
        self, statement: Expr, selected: Sequence[Expr], scalars: bool, mappings: bool
    ) -> Expr:
        """The rows of another statement, by the function that is handed this one."""
        run = self.form.through
        for call, taking in run.many if run is not None else ():
            given = len(selected) == 1 if taking.scalars is None else taking.scalars
            rows = handed_over(call, statement, run.statement, self.query.is_async) if run else call
            unique = "unique" in taking.taken
            if taking.ends:
                # What joins a collection to its rows must be made unique, and nothing else may be.
                if (given, taking.mappings, unique) == (scalars, mappings, self.form.unique):
                    return rows
                continue
            if (given and not scalars) or (taking.mappings and not mappings):
                continue
            if unique and not self.form.unique:
                continue
            if self.form.unique and not unique:
                rows = method(rows, "unique")
            if scalars and not given:
                return method(rows, "scalars")
            return method(rows, "mappings") if mappings and not taking.mappings else rows
        raise _NoWay("what runs its statement gives rows otherwise than many keys need")

    def _key_of(self, value: str) -> str | None:
        """The key in terms of a loaded object, where it is one of its own columns."""
        if self.wanted is not None:
            return None
        if any(f.entity != self.query.entity for f in self._varying()):
            return None
        names = [c.name for c in self.columns if isinstance(c, Attribute)]
        if any(self._is_deferred(n) for n in names):
            return None  # each would be a query of its own
        return _together([f"{value}.{n}" for n in names])

    def _is_deferred(self, name: str) -> bool:
        if self.entity is not None and name in self.entity.primary_key:
            return False
        column = self.entity.columns.get(name) if self.entity is not None else None
        chosen = any(
            isinstance(part, Attribute | Name)
            and self.ask.symbol(part).rpartition(".")[2] in _DEFERRING
            for link in self.links
            if link.name == "options"
            for argument in link.args or ()
            for part in walk(argument.value)
        )
        return chosen or (column is not None and column.deferred)

    def _varying(self) -> list[Filter]:
        spelled = [id(c) for c in self.columns]
        return [f for f in self.query.filters if id(f.spelled) in spelled]

    def _made(self, rows: Expr, target: str, key: str, value: str, grouping: Grouping,
              setup: tuple[str, ...] = (), widened: bool = False) -> Batched:  # fmt: skip
        if self.wanted is not None:
            setup = (self.wanted.setup, *setup)
            key = self.wanted.key.format(key)
        return Batched(
            spell(rows), target, key, value, grouping,
            self.wanted is None or self.wanted.most is not None, setup,
            tuple(dict.fromkeys(self.imports)), widened=widened,
            most=self.wanted.most if self.wanted is not None else None,
        )  # fmt: skip

    def _key_names(self) -> list[str]:
        """Free names for the key columns of a row."""
        if self.wanted is not None:
            return [self.fresh("position")]
        names = [c.name if isinstance(c, Attribute) else "key" for c in self.columns]
        short = row_name(replace(self.query, gives="entity"), self.entity)
        return [self.fresh(f"{short}_id" if n == "id" else n) for n in names]

    # -- the forms ----------------------------------------------------------------------------------

    def plain(self) -> Batched | Unreadable:
        grouping: Grouping = "list"
        if self.query.answer != "all":
            grouping = "one" if self.is_unique() else "first"
        selected = list(self.form.selected)
        if self.query.gives == "entity":
            key = self._key_of(self.row)
            if key is not None:
                return self._made(
                    self._run(selected, self.links, True), self.row, key, self.row, grouping
                )
        if self.query.gives in ("entity", "value"):
            names = self._key_names()
            if self.wanted is not None:
                # What is selected first is what the rest of the query is about.
                rows = self._run([*selected, *self.columns], self.links, False)
                return self._made(rows, f"{self.row}, {names[0]}", names[0], self.row, grouping)
            rows = self._run([*self.columns, *selected], self.links, False)
            return self._made(
                rows, f"{', '.join(names)}, {self.row}", _together(names), self.row, grouping
            )
        return self._rows(selected, grouping)

    def _rows(self, selected: list[Expr], grouping: Grouping, setup: tuple[str, ...] = (),
              links: list[Link] | None = None) -> Batched | Unreadable:  # fmt: skip
        """Whole rows by the key among their columns, which is added where it is not selected."""
        if self.wanted is not None:
            rows = self._run([*selected, *self.columns], links or self.links, False)
            if self.form.mappings:
                return Unreadable(
                    "rows are read by name, and the position of a key has none", "B18"
                )
            return self._made(
                rows, self.row, f"{self.row}[-1]", self.row, grouping, setup, widened=True
            )
        names = [c.name for c in self.columns if isinstance(c, Attribute)]
        if len(names) != len(self.columns):
            return Unreadable("the key is not among the columns that are selected")
        if len(selected) == 1 and self.ask.class_named(selected[0]):
            # Rows of one object each.
            key = None if self.form.mappings else self._key_of(f"{self.row}[0]")
            if key is None:
                return Unreadable("the key is not among the columns that are selected")
            rows = self._run(selected, links or self.links, False)
            return self._made(rows, self.row, key, self.row, grouping, setup)
        more = [] if self.form.whole else [c for c in self.columns if c not in selected]
        named_so = [_name_of(c) for c in (*selected, *more)]
        foreign = self.form.whole and any(f.entity != self.query.entity for f in self._varying())
        if foreign or any(named_so.count(n) > 1 for n in names):
            return Unreadable("the key is not among the columns that are selected")
        rows = self._run([*selected, *more], links or self.links, False, self.form.mappings)
        if self.form.mappings:
            keys = [f'{self.row}["{n}"]' for n in names]
        else:
            keys = [f"{self.row}.{n}" for n in names]
        return self._made(rows, self.row, _together(keys), self.row, grouping, setup, bool(more))

    def existing(self) -> Batched | Unreadable:
        """The keys for which there is a row."""
        links = [
            link for link in self.links if link.name not in ("order_by", "options", "distinct")
        ]
        names = self._key_names()
        single = len(names) == 1
        rows = self._run(self.columns, [*links, Link("distinct", ())], single)
        if (single and (not self.old_style and self.form.execute != "exec")) or (
            single and self.form.execute == "exec"
        ):
            target = key = names[0]
        else:
            target = f"({names[0]},)" if single else ", ".join(names)
            key = _together(names)
        return self._made(rows, target, key, key, "set")

    def grouped(self) -> Batched | Unreadable:
        if any(link.name in ("group_by", "order_by", "limit") for link in self.form.links):
            return Unreadable("an aggregate with an order or a limit is not modelled")
        function = self.form.aggregate
        counted: Expr = self.form.selected[0]
        links = [*self.links, Link("group_by", tuple(Argument(c) for c in self.columns))]
        wraps = not self.form.scalars or self.form.model == counted
        if self.query.gives == "count" and self.old_style and wraps:
            # `query.count()` counts rows, whatever it selects.
            self.imports.append(("sqlalchemy", "func"))
            counted = call_of(Attribute(Name("func"), "count"))
        if isinstance(counted, Call) and isinstance(counted.callee, Attribute):
            if counted.callee.name == "label":
                counted = counted.callee.value
        names = self._key_names()
        rows = self._run([*self.columns, counted], links, False)
        value = self.fresh(_TOTALS.get(function, function))
        return self._made(rows, f"{', '.join(names)}, {value}", _together(names), value, "one")

    def ranked(self) -> Batched | Unreadable:
        """The first rows of every key, by the order of the query."""
        model, entity = self.form.model, self.entity
        if not self.query.ordered:
            return Unreadable(
                "it takes some of the rows without saying which: there is no order", "B11"
            )
        if model is None or entity is None or len(entity.primary_key) != 1:
            return Unreadable("rows can only be ranked by key for a class with one primary key")
        if any(link.name in ("join", "outerjoin", "select_from") for link in self.links):
            return Unreadable("rows of several tables cannot be ranked by key")
        if any(link.name == "distinct" for link in self.links):
            return Unreadable("distinct rows cannot be ranked by key")
        if any(isinstance(a.value, Constant) for link in self.links if link.name == "order_by"
               for a in link.args or ()):  # fmt: skip
            return Unreadable("the order is given as text")
        order = [a for link in self.links if link.name == "order_by" for a in link.args or ()]
        filters = [link for link in self.links if link.name in _FILTERS]
        others = [link for link in self.links if link not in filters]
        primary = entity.primary_key[0]
        pk = Attribute(Attribute(model, "c") if entity.library == "table" else model, primary)
        inner = self._ranks(pk, order, filters)
        ranked = Name(self.fresh("ranked"))
        column = Attribute(ranked, "c")
        if self.wanted is not None:
            # A row may belong to several keys, and has a rank among the rows of each.
            self.columns = [Attribute(column, _name_of(self.wanted.position))]
        limit = 1 if self.query.answer != "all" else self.query.limit
        same = Operation("==", (pk, Attribute(column, primary)))
        sign = "==" if limit == 1 else "<="
        chosen = Operation(sign, (Attribute(column, "rank"), Constant("int", limit)))
        links = [
            Link("join", (Argument(ranked), Argument(same))),
            Link("filter" if self.old_style else "where", (Argument(chosen),)),
            *(link for link in others if limit != 1 or link.name != "order_by"),
        ]
        setup = (f"{ranked.id} = {spell(inner)}",)
        grouping: Grouping = "list" if self.query.answer == "all" else "one"
        if self.query.gives == "row":
            return self._rows(list(self.form.selected), grouping, setup, links)
        if self.query.gives == "entity":
            key = self._key_of(self.row)
            if key is not None:
                rows = self._run([model], links, True)
                return self._made(rows, self.row, key, self.row, grouping, setup)
        names = self._key_names()
        if self.wanted is not None:
            rows = self._run([*self.form.selected, *self.columns], links, False)
            return self._made(rows, f"{self.row}, {names[0]}", names[0], self.row, grouping, setup)
        rows = self._run([*self.columns, *self.form.selected], links, False)
        target = f"{', '.join(names)}, {self.row}"
        return self._made(rows, target, _together(names), self.row, grouping, setup)

    def _ranks(self, pk: Expr, order: list[Argument], filters: list[Link]) -> Expr:
        """The subquery of primary keys with the rank of each row among those of its key."""
        self.imports.append(("sqlalchemy", "func"))
        by: Expr = (
            order[0].value if len(order) == 1 else Display("tuple", tuple(a.value for a in order))
        )
        partition: Expr = (
            self.columns[0] if len(self.columns) == 1 else Display("tuple", tuple(self.columns))
        )
        rank = method(
            method(
                method(Name("func"), "row_number"),
                "over",
                Argument(partition, "partition_by"),
                Argument(by, "order_by"),
            ),
            "label",
            Constant("str", "rank"),
        )
        position = [] if self.wanted is None else [self.wanted.position]
        return method(self._chosen([pk, *position, rank], filters), "subquery")


def _name_of(column: Expr) -> str:
    """The name under which a row has a column."""
    match column:
        case Attribute(name=name):
            return name
        case Call(callee=Attribute(name="label"), args=(Argument(value=Constant(value=label)),)):
            return str(label)
        case _:
            return ""


def _together(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
