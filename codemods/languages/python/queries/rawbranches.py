"""SQL text for many keys as the single query over and over: one branch of a `UNION ALL` for each key.

Every branch compares its key as the single query did, whatever the types, the collation and the
database, and gives the key's number with each row. Where a list of keys would be compared otherwise,
or where nothing is known of the database, this is what is left.

source: the SQL standard, "query expression" (ORDER BY behind the last branch orders all rows, by
names of columns); SQLite, "SELECT" section 4 (a branch in parentheses is a syntax error, a derived
table is not); MySQL, "UNION Clause" and "Derived Tables" (each needs an alias; an order in one without
a limit is dropped; a column of an enumeration comes out as text); SQLite, "Limits" (500 branches,
999 values before 3.32).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.queries.rawform import Form
from codemods.languages.python.queries.reading import call_of, method
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Call,
    Clause,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Operation,
    Spread,
)
from codemods.model.queries import Entity, Query, Unreadable

_POSITION = "wanted_position"
_RANK = "wanted_rank"
_MOST_BRANCHES = 100
_MOST_VALUES = 900
# Databases that know LIMIT, and those whose unions keep the types of columns as they are.
_LIMITING = frozenset(["postgresql", "sqlite", "mysql", "mariadb"])
_KEEPING = frozenset(["postgresql", "sqlite"])
_ORDERLY = frozenset(["int", "text", "folded", "uuid", "bool", "date", "datetime", "decimal"])
_ORDERED_BY = re.compile(
    r"(?:(\w+)\.)?(\w+)((?:\s+(?:asc|desc))?(?:\s+nulls\s+(?:first|last))?)", re.IGNORECASE
)
# They stand for the number of a branch and for the values of its key until the text is spelled.
_NUMBER = "\x00"
_HOLE = re.compile("(\x00[0-9]*\x00)")


@dataclass(frozen=True, slots=True)
class Branches:
    """The statements that put the text and its values together, and the call's arguments with them.

    `position` is the last column of a row, the number of its key in `wanted`; `extra` says how many
    columns stand behind those of the single query, `most` how many keys go into one text.
    """

    setup: tuple[str, ...]
    wanted: str
    position: str
    extra: int
    most: int
    args: tuple[Argument, ...]


def branches(
    query: Query,
    form: Form,
    varying: tuple[int, ...],
    unique: bool,
    ranked: bool,
    entity: Entity | None,
    fresh: Callable[[str], str],
) -> Branches | Unreadable:
    """The text for all keys, each in a branch of its own; `KEYS` stands for the keys."""
    return _Written(query, form, varying, unique, ranked, entity, fresh).written()


@dataclass
class _Written:
    query: Query
    form: Form
    varying: tuple[int, ...]
    unique: bool
    ranked: bool
    entity: Entity | None
    fresh: Callable[[str], str]

    def __post_init__(self) -> None:
        self.sql = self.form.sql
        self.wheres = [self.sql.filters[i] for i in self.varying]
        self.holes = [w.placeholder for w in self.wheres]

    def written(self) -> Branches | Unreadable:
        sql, form = self.sql, self.form
        marks = [m for w in self.wheres if (m := sql.mark(w))]
        if len(set(marks)) < len(marks):
            return Unreadable("two of its conditions share one value")
        hindering = ["--", "\\", _NUMBER, *(["#"] if form.dialect not in _KEEPING else [])]
        if any(mark in sql.text for mark in hindering):
            return Unreadable("comments or escapes in its text hinder one branch for each key")
        if _POSITION in sql.text.lower() or _RANK in sql.text.lower():
            return Unreadable(f"`{_POSITION}` or `{_RANK}` is a name in its text")
        others = {sql.text[a:b] for n, (a, b) in enumerate(sql.spots) if n not in self.holes}
        if others & set(marks):
            return Unreadable("another part of its text has the value of the key")
        order = self._order()
        if isinstance(order, Unreadable):
            return order
        rank, last = order
        branch = self._branch(rank)
        if isinstance(branch, Unreadable):
            return branch
        wanted, statement = self.fresh("wanted"), self.fresh("statement")
        number = self.fresh("number")
        counted = call_of(Name("range"), call_of(Name("len"), Name(wanted)))
        every = Comprehension(
            "list",
            (self._text(branch, number),),
            (Clause(Name(number), counted, (), False),),
        )
        joined: Expr = method(Constant("str", " UNION ALL "), "join", every)
        if last:
            joined = Operation("+", (joined, Constant("str", f" ORDER BY {last}")))
        setup = [f"{wanted} = KEYS", f"{statement} = {spell(joined)}"]
        made = self._values(wanted, number)
        if isinstance(made, Unreadable):
            return made
        values, args = made
        if values is not None:
            name = self.fresh("values")
            setup.append(f"{name} = {spell(values)}")
            args = [_renamed(a, name) for a in args]
        text: Expr = Name(statement)
        if form.text_call is not None and isinstance(form.text_call, Call):
            text = call_of(form.text_call.callee, text)
        count = max(1, len(form.values))
        return Branches(
            tuple(setup), wanted, _POSITION, 2 if rank else 1,
            max(1, min(_MOST_BRANCHES, _MOST_VALUES // count)),
            tuple(self._arguments(text, args)),
        )  # fmt: skip

    # -- the text ---------------------------------------------------------------------------------

    def _piece(self, start: int, end: int) -> str:
        """Part of the text, with what stands for its values in a branch."""
        out, at = [], start
        for number, (a, b) in enumerate(self.sql.spots):
            if a >= start and b <= end:
                out += [self.sql.text[at:a], self._mark(number)]
                at = b
        return "".join([*out, self.sql.text[at:end]])

    def _mark(self, number: int) -> str:
        """The placeholder of a value in a branch."""
        start, end = self.sql.spots[number]
        mark = self.sql.text[start:end]
        if self.form.driver == "asyncpg":
            if number in self.holes:
                return f"${_NUMBER}{self.holes.index(number)}{_NUMBER}"
            return f"${self._others().index(self.sql.names[number]) + 1}"
        if number not in self.holes or not self.sql.names[number]:
            return mark
        name = self.sql.names[number]
        new = f"{self._base(name)}_{_NUMBER}{_NUMBER}"
        return mark.replace(name, new, 1)

    def _others(self) -> list[str]:
        """The numbers of the values that all branches share."""
        return list(dict.fromkeys(n for i, n in enumerate(self.sql.names) if i not in self.holes))

    def _base(self, name: str) -> str:
        """What the values of a key are called, before their numbers; no other one begins so."""
        base = name
        while any(re.fullmatch(rf"{re.escape(base)}_\d+", n) for n in self.sql.names):
            base += "_key"
        return base

    def _selected(self) -> str:
        sql = self.sql
        if sql.text[sql.head : sql.tail].strip() == "*":
            return f"{sql.star_of}.*"
        return self._piece(sql.head, sql.tail)

    def _is_cut(self) -> bool:
        return self.ranked or (self.query.limit == 0 and not self._is_told())

    def _is_told(self) -> bool:
        return self.query.gives in ("count", "aggregate", "exists")

    def _limit(self) -> int:
        return 1 if self.query.answer == "first" else self.query.limit or 0

    def _branch(self, rank: str) -> str | Unreadable:
        sql, query = self.sql, self.query
        number = f"{_NUMBER}{_NUMBER} AS {_POSITION}"
        body = _ended(self._piece(sql.tail, sql.rest))
        if query.gives == "exists":
            return f"SELECT DISTINCT {number}{body}"
        if sql.joined and sql.columns is None:
            return Unreadable("it selects all columns of several tables")
        head = self._piece(0, sql.head)
        if not self._is_cut():
            return f"{head}{self._selected()}{rank}, {number}{body}"
        names = sql.columns
        if names is not None and (not names or len(set(names)) < len(names)):
            return Unreadable("what it selects cannot be told apart by name")
        end = _ended(self._piece(sql.rest, sql.stop))
        if sql.limit is None:
            if self.form.dialect not in _LIMITING:
                return Unreadable("the dialect is not known: set `dialect` in [tool.refactor]")
            end = f"{end} LIMIT 1"
        gap = "" if body[-1:].isspace() else self._between()
        inner = f"{head}{self._selected()}{rank}{body}{gap}{end.lstrip()}"
        return f"SELECT wanted.*, {number} FROM ({inner}) AS wanted"

    def _between(self) -> str:
        """What stands before the order of the text."""
        match = re.search(r"\s*$", self.sql.text[: self.sql.rest])
        return (match.group(0) if match else "") or " "

    def _text(self, branch: str, number: str) -> Expr:
        """The text of a branch as a formatted string."""
        parts: list[Expr] = []
        first = len(self._others()) + 1
        for part in _HOLE.split(branch):
            if not part.startswith(_NUMBER):
                if part:
                    parts.append(Constant("str", part))
                continue
            index = part.strip(_NUMBER)
            value: Expr = Name(number)
            if index:
                if len(self.holes) > 1:
                    value = Operation("*", (value, Constant("int", len(self.holes))))
                value = Operation("+", (value, Constant("int", first + int(index))))
            parts.append(Operation("format", (value,)))
        return Display("text", tuple(parts))

    # -- the order --------------------------------------------------------------------------------

    def _order(self) -> tuple[str, str] | Unreadable:
        """What each branch selects so that its order is known, and what all rows are ordered by."""
        sql = self.sql
        if sql.order is None or self._is_told() or self.unique:
            return "", ""
        if any(start >= sql.rest for start, _ in sql.spots):
            return Unreadable("its order has a value of its own")
        if self._is_cut() and self._limit() == 1:
            return "", ""
        items = _items(sql.order_text)
        labels = [self._label(item) for item in items]
        if all(labels):
            return "", ", ".join(label for label in labels if label)
        if self._is_distinct() or not all(self._is_column(item) for item in items):
            return Unreadable("what its rows are ordered by is not selected")
        return f", ROW_NUMBER() OVER (ORDER BY {sql.order_text}) AS {_RANK}", _RANK

    def _is_distinct(self) -> bool:
        return bool(re.search(r"\bdistinct\s*$", self.sql.text[: self.sql.head], re.IGNORECASE))

    def _label(self, item: str) -> str | None:
        """A part of the order in terms of the columns that come out; None where it is another."""
        match = _ORDERED_BY.fullmatch(item)
        if match is None or match.group(2).isdigit():
            return None
        owner, name, way = match.group(1), match.group(2), match.group(3)
        columns = self.entity.columns.values() if self.entity is not None else ()
        known = next((c for c in columns if c.name.lower() == name.lower()), None)
        plain = self.form.dialect in _KEEPING or (known is not None and known.kind in _ORDERLY)
        names = self.sql.columns
        if not plain or (self.sql.joined and self.form.dialect not in _KEEPING):
            return None
        if names is None:
            return f"{name}{way}" if known is not None and not self.sql.joined else None
        if names.count(name.lower()) != 1:
            return None
        if owner:
            place = names.index(name.lower())
            held = [c for _, c, _, at in self.sql.plain if at == place]
            if held != [name.lower()] or self.sql.joined:
                return None
        return f"{name}{way}"

    def _is_column(self, item: str) -> bool:
        """Whether a part of the order is a column of a table, and no name that the text gives."""
        match = _ORDERED_BY.fullmatch(item)
        if match is None or match.group(2).isdigit():
            return False
        if match.group(1):
            return True
        name = match.group(2).lower()
        columns = self.entity.columns.values() if self.entity is not None else ()
        shown = name in (self.sql.columns or ())
        own = any(name == column == label for _, column, label, _ in self.sql.plain)
        return name in {c.name.lower() for c in columns} and (own or not shown)

    # -- the values -------------------------------------------------------------------------------

    def _values(self, wanted: str, number: str) -> tuple[Expr | None, list[Argument]] | Unreadable:
        """The values of all branches, and the arguments with which they go.

        Where they get a name of their own, `VALUES` stands for it in the arguments.
        """
        form = self.form
        key = self.fresh("key")
        parts = [self.fresh(f"wanted_{w.column}") for w in self.wheres]
        held = [key] if len(self.wheres) == 1 else parts
        taken: Expr = Name(key)
        if len(held) > 1:
            taken = Display("tuple", tuple(Name(h) for h in held))
        stands: dict[int, Expr] = {n: Name(h) for n, h in zip(self.holes, held, strict=True)}
        if form.driver == "asyncpg":
            return None, self._numbered(wanted)
        if all(self.sql.names):
            return self._named(wanted, number, taken, stands)
        every: Expr = Name(wanted)
        if len(form.values) > 1 and self.holes == list(range(len(form.values))):
            every = self._flat(wanted)
        elif len(form.values) > 1:
            row = [stands.get(n, value) for n, value in enumerate(form.values)]
            value = self.fresh("value")
            inner = Clause(Name(value), Display("tuple", tuple(row)), (), False)
            outer = Clause(taken, Name(wanted), (), False)
            every = Comprehension("list", (Name(value),), (outer, inner))
        if form.handing == "star":
            return None, [Argument(every, None, "*")]
        given = form.given[0]
        if (
            form.runs is not None
            and isinstance(given.value, Display)
            and given.value.type == "tuple"
        ):
            every = call_of(Name("tuple"), every)
        return None, [Argument(every, given.keyword)]

    def _numbered(self, wanted: str) -> list[Argument]:
        """Values with numbers of their own: those that all branches share come first."""
        form = self.form
        by_name = {name: form.values[n] for n, name in enumerate(self.sql.names)}
        shared = [by_name[n] for n in self._others()]
        every = self._flat(wanted) if len(self.holes) > 1 else Name(wanted)
        given = form.given[0]
        if form.handing == "one" and isinstance(given.value, Display):
            items = (*shared, Spread(every))
            return [Argument(Display(given.value.type, items), given.keyword)]
        return [*(Argument(value) for value in shared), Argument(every, None, "*")]

    def _flat(self, wanted: str) -> Expr:
        """The parts of all keys in a row."""
        key, value = Name(self.fresh("key")), Name(self.fresh("value"))
        clauses = (Clause(key, Name(wanted), (), False), Clause(value, key, (), False))
        return Comprehension("list", (value,), clauses)

    def _named(
        self, wanted: str, number: str, taken: Expr, stands: dict[int, Expr]
    ) -> tuple[Expr, list[Argument]] | Unreadable:
        form = self.form
        places = call_of(Name("enumerate"), Name(wanted))
        clause = Clause(Display("tuple", (Name(number), taken)), places, (), False)

        def named(n: int) -> Expr:
            base = self._base(self.sql.names[n])
            shown = Operation("format", (Name(number),))
            return Display("text", (Constant("str", f"{base}_"), shown))

        values: Expr
        if len(stands) == 1:
            ((n, value),) = stands.items()
            values = Comprehension("dict", (named(n), value), (clause,))
        else:
            name, value = Name(self.fresh("name")), Name(self.fresh("value"))
            each = tuple(Display("tuple", (named(n), v)) for n, v in stands.items())
            inner = Clause(Display("tuple", (name, value)), Display("tuple", each), (), False)
            values = Comprehension("dict", (name, value), (clause, inner))
        keys = {self.sql.names[n] for n in stands}
        spread = Spread(Name("VALUES"))
        if form.handing == "keywords":
            kept = [a for a in form.given if a.keyword not in keys]
            return values, [*kept, Argument(Name("VALUES"), None, "**")]
        given = form.given[0]
        if not isinstance(given.value, Display) or given.value.type != "dict":
            return Unreadable("its parameters cannot be matched with its text")
        items = given.value.items
        pairs = tuple(zip(items[::2], items[1::2], strict=True))
        kept_pairs = [p for p in pairs if isinstance(p[0], Constant) and p[0].value not in keys]
        if not kept_pairs:
            return values, [Argument(Name("VALUES"), given.keyword)]
        whole = (*(part for pair in kept_pairs for part in pair), spread)
        return values, [Argument(Display("dict", whole), given.keyword)]

    def _arguments(self, text: Expr, values: Sequence[Argument]) -> list[Argument]:
        """The arguments of the call, with the new text and the new values in their places."""
        form = self.form
        words = [a.value for a in form.call.args if a.keyword in ("query", "statement")]
        held = form.runs.text if form.runs is not None else [*words, form.call.args[0].value][0]
        given = {id(a.value) for a in form.given}
        args: list[Argument] = []
        put = False
        for arg in form.call.args:
            if arg.value is held:
                args.append(Argument(text, arg.keyword))
            elif id(arg.value) not in given:
                args.append(arg)
            elif not put:
                args += values
                put = True
        return args


def _renamed(arg: Argument, name: str) -> Argument:
    """An argument with the name of the values in it."""
    value = arg.value
    if value == Name("VALUES"):
        return replace(arg, value=Name(name))
    if isinstance(value, Display):
        items = tuple(Spread(Name(name)) if i == Spread(Name("VALUES")) else i for i in value.items)
        return replace(arg, value=replace(value, items=items))
    return arg


def _ended(text: str) -> str:
    return text.rstrip().rstrip(";").rstrip()


def _items(order: str) -> list[str]:
    """The parts of an order, apart at the commas outside of brackets."""
    parts, depth = [""], 0
    for char in order.strip().rstrip(";"):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]
