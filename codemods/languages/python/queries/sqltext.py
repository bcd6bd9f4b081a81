"""A SELECT as text: what it asks, and the same text asking for many keys.

The text is parsed to understand it, and edited where its words stand, so that its lines, case and
spacing stay as somebody wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from codemods.model.queries import Entity, Gives, Unreadable

if TYPE_CHECKING:
    from sqlglot import exp

_NAMES = {"postgresql": "postgres", "mariadb": "mysql", "mssql": "tsql", None: "postgres"}
_PLACEHOLDER = {
    "asyncpg": re.compile(r"\$(\d+)"),
    "psycopg": re.compile(r"%\((\w+)\)s|%s"),
    "psycopg2": re.compile(r"%\((\w+)\)s|%s"),
    "django_cursor": re.compile(r"%\((\w+)\)s|%s"),
    "sqlite3": re.compile(r"\?|(?<!:):([a-zA-Z_]\w*)"),
    "aiosqlite": re.compile(r"\?|(?<!:):([a-zA-Z_]\w*)"),
    "databases": re.compile(r"(?<!:):([a-zA-Z_]\w*)"),
    "text": re.compile(r"(?<!:):([a-zA-Z_]\w*)"),
}
_QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
_WORD = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\*.*?\*/|[A-Za-z_]\w*|\(|\)|,", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """`spelled = placeholder` of the outermost WHERE."""

    table: str
    column: str
    spelled: str  # as the text has it, `o.user_id`, "" for many keys
    placeholder: int  # which one, counted through the text
    start: int  # where `=` begins and where the placeholder ends
    end: int
    many: bool = False  # it asks for one of several keys


@dataclass(frozen=True, slots=True)
class Sql:
    """A SELECT that was understood."""

    text: str
    table: str
    filters: tuple[Condition, ...]
    names: tuple[str, ...]  # of the placeholders, "" for plain ones
    spots: tuple[tuple[int, int], ...]  # where they stand
    gives: Gives
    columns: tuple[str, ...] | None  # labels of what is selected; None with `*`
    plain: tuple[tuple[str, str, str, int], ...]  # owner, column, label, place of plain columns
    star_of: str  # the table behind `*`, as the text names it
    ordered: bool
    limit: int | None
    default: int | None
    label: str
    joined: bool
    constant: bool  # all rows are alike
    head: int  # where what is selected begins and ends, where WHERE begins, and where the text ends
    tail: int
    where: int
    order: tuple[int, int] | None  # ORDER BY ... and what follows
    stop: int
    order_text: str
    rest: int = 0  # where its order and its limit begin, or the text ends
    title: str = ""  # what the one column that is selected is called in a row
    number_of: str = ""  # the column of which a number with a default is made
    sums: bool = False  # that number is a sum

    def chosen(self, where: Condition, membership: str) -> Rewritten:
        """The text with `= placeholder` replaced; `{}` in `membership` stands for the placeholder."""
        start, end = self.spots[where.placeholder]
        mark = self.text[start:end]
        new = membership.format(mark)
        text = self.text[: where.start] + new + self.text[where.end :]
        return Rewritten(replace(self, text=text), len(text) - len(self.text))

    def spot(self, where: Condition) -> str:
        """The placeholder as the text has it."""
        start, end = self.spots[where.placeholder]
        return self.text[start:end]

    def mark(self, where: Condition) -> str:
        """The placeholder where it has a name; "" where its order alone tells it from others."""
        mark = self.spot(where)
        return mark if mark[1:].strip("s") else ""

    def joined_to(
        self, wheres: Sequence[Condition], join: str, values: Sequence[str]
    ) -> Rewritten | None:
        """The text with a table of the keys joined before WHERE: each column equals its value there.

        None where `*` stands for the columns of several tables.
        """
        if self.where < 0:
            return None
        gap = re.search(r"\s*$", self.text[: self.where])
        space = gap.group(0) if gap and gap.group(0) else " "
        cuts = [(self.where, self.where, f"{join}{space}")]
        cuts += [(w.start, w.end, f"= {v}") for w, v in zip(wheres, values, strict=True)]
        text = self.text
        for start, end, new in sorted(cuts, reverse=True):
            text = text[:start] + new + text[end:]
        if self.text[self.head : self.tail].strip() == "*":
            if self.joined:
                return None
            text = text[: self.head] + f"{self.star_of}.*" + text[self.tail :]
            grown = len(self.star_of) + 1
            moved = replace(self, text=text, tail=self.tail + grown)
            return Rewritten(moved, len(text) - len(self.text))
        return Rewritten(replace(self, text=text), len(text) - len(self.text))

    def place_of(self, where: Condition, entity: Entity | None) -> tuple[str, int] | None:
        """The label and the place of the key in a row; None when it is not among the columns.

        The place is -1 where there is one that is not known.
        """
        if self.columns is not None:
            for owner, column, label, place in self.plain:
                if (owner, column) == (where.table, where.column):
                    return label, place
            return None
        if self.joined:
            return None
        if entity is None:
            return where.column, -1
        names = [c.name for c in entity.columns.values()]
        return (where.column, names.index(where.column)) if where.column in names else None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text in which the key is one of many, with what else many keys need."""

    sql: Sql
    longer: int  # by how much what follows WHERE has moved

    @property
    def text(self) -> str:
        return self.sql.text

    def _selecting(self, selected: str, text: str | None = None) -> str:
        whole = self.text if text is None else text
        return whole[: self.sql.head] + selected + whole[self.sql.tail :]

    def _selected(self) -> str:
        return self.text[self.sql.head : self.sql.tail]

    def with_key_first(self, key: str) -> str:
        return self._selecting(f"{key}, {self._selected().strip()}")

    def with_key_last(self, key: str) -> str:
        return self._selecting(f"{self._selected().rstrip()}, {key}")

    def grouped(self, key: str) -> str:
        body = self.with_key_first(key).rstrip().rstrip(";").rstrip()
        return f"{body}{self._gap()}GROUP BY {key}{self._end()}"

    def distinct(self, key: str) -> str:
        """`SELECT EXISTS(SELECT 1 FROM t WHERE ...)` as the keys that exist."""
        sql = self.sql
        inner = self.text[sql.tail : sql.rest + self.longer]
        if sql.rest < sql.stop:
            inner = inner.rstrip() + self._end()  # without its order, and a limit for one key
        return f"SELECT DISTINCT {key}{inner}"

    def _gap(self) -> str:
        """As the text breaks its lines before WHERE."""
        match = re.search(r"\n[ \t]*(?=where\b)", self.text, re.IGNORECASE)
        return match.group(0) if match else " "

    def _end(self) -> str:
        match = re.search(r"\s*$", self.text)
        return match.group(0) if match else ""

    def ranked(self, key: str, limit: int, key_first: bool) -> str | None:
        """The first rows of each key by the order of the text."""
        sql = self.sql
        if sql.columns is None or sql.joined or sql.order is None:
            return None
        names = list(sql.columns)
        if len(set(names)) != len(names) or "rank" in names:
            return None
        plain = key.rpartition(".")[2]
        if not names:
            return None
        given = self._selected().strip()
        extra = "" if plain in names else f"{key}, "
        listed = names if plain in names else ([plain, *names] if key_first else [*names, plain])
        if key_first and plain in names:
            listed = [plain, *names]
        start = sql.order[0] + self.longer
        body = self.text[sql.tail : start].rstrip()
        over = f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY {sql.order_text}) AS rank"
        gap, end = self._gap(), self._end()
        select = self.text[: sql.head].strip()
        sign = "= 1" if limit == 1 else f"<= {limit}"
        return (
            f"{gap if chr(10) in gap else ''}SELECT {', '.join(listed)}{gap}FROM ({select} {extra}{given}, {over}"
            f"{body}) AS ranked{gap}WHERE rank {sign}{gap}ORDER BY rank{end}"
        )


def read_sql(
    text: str, dialect: str | None, driver: str, table_of: Callable[[str], Entity | None]
) -> Sql | Unreadable:
    """What a SELECT asks; the reason in words for everything that cannot be batched."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    from codemods.languages.python.queries.sqlparts import (
        conditions,
        memberships,
        selection,
        title_of,
    )
    from codemods.languages.python.queries.sqlrows import why_other_rows

    spots, names = _placeholders(text, driver)
    if spots is None:
        return Unreadable("a placeholder stands inside quotes")
    if any(re.match(r"\w", text[end:]) for _, end in spots):
        return Unreadable("its placeholders have numbers of their own")  # `?2` of SQLite
    marked = _marked(text, spots)
    read = _NAMES.get(dialect, dialect)
    try:
        statements = [s for s in sqlglot.parse(marked, read=read) if s is not None]
    except (SqlglotError, RecursionError, ValueError):
        return Unreadable("its SQL cannot be parsed")
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        kind = type(statements[0]).__name__ if statements else "empty"
        return Unreadable(f"its SQL is no plain SELECT ({kind})")
    tree = statements[0]
    outer = tree
    exists = _exists_inner(tree)
    if exists is not None:
        tree = exists
    reason = _reason(outer) or _reason(tree)
    if reason is not None:
        return reason
    found = conditions(tree, table_of)
    if isinstance(found, Unreadable):
        return found
    table, star, joined, equal = found
    parts = _parts(text, exists is not None)
    if parts is None:
        return Unreadable("its clauses cannot be told apart")
    head, tail, where, order, stop, rest = parts
    filters = []
    for owner, column, spelled, number in equal:
        spot = spots[number]
        before = re.search(r"==?\s*$", text[: spot[0]])
        if before is None:
            continue
        filters.append(Condition(owner, column, spelled, number, before.start(), spot[1]))
    for owner, column, number in memberships(tree, table_of):
        filters.append(Condition(owner, column, "", number, *spots[number], many=True))
    chosen = selection(tree, table_of)
    why = why_other_rows(tree, alone=chosen.gives in ("count", "aggregate"))
    if why is not None:
        return Unreadable(why)
    if exists is not None:
        if chosen.gives in ("count", "aggregate"):
            return Unreadable("an aggregate always gives a row")
        chosen = replace(chosen, gives="exists", label="exists")
    limit = tree.args.get("limit")
    count: int | None = None
    if limit is not None:
        value = limit.expression
        if not isinstance(value, exp.Literal) or not value.is_int:
            return Unreadable("its limit is not a constant")
        count = int(value.name)
    if exists is not None and count == 0:
        return Unreadable("it asks for no row at all")
    if chosen.gives in ("count", "aggregate") and (count is not None or tree.args.get("order")):
        return Unreadable("an aggregate with an order or a limit is not modelled")
    order_text = ""
    if order is not None:
        order_text = re.sub(r"(?is)^order\s+by\s+", "", text[order[0] : order[1]]).strip()
    return Sql(
        text, table, tuple(filters), names, tuple(spots), chosen.gives, chosen.columns, chosen.plain, star,
        tree.args.get("order") is not None, count, chosen.default, chosen.label, joined,
        chosen.constant, head, tail, where, order, stop, order_text, rest,
        title_of(outer, dialect), chosen.number_of, chosen.sums,
    )  # fmt: skip


def told(sql: Sql, dialect: str | None, names: dict[int, str], ordered: bool) -> str:
    """The statement in a form that is equal for statements that ask the same.

    `names` says what stands for the placeholders, `KEY` for the key or the keys.
    """
    import sqlglot
    from sqlglot import exp

    from codemods.languages.python.queries.sqlparts import canonical

    tree = sqlglot.parse_one(_marked(sql.text, list(sql.spots)), read=_NAMES.get(dialect, dialect))
    return canonical(tree, names, ordered) if isinstance(tree, exp.Select) else ""


def _placeholders(text: str, driver: str) -> tuple[list[tuple[int, int]] | None, tuple[str, ...]]:
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    spots: list[tuple[int, int]] = []
    names: list[str] = []
    for match in _PLACEHOLDER[driver].finditer(text):
        if any(a <= match.start() < b for a, b in quoted):
            return None, ()
        spots.append(match.span())
        names.append(match.group(1) or "" if match.groups() else "")
    return spots, tuple(names)


def _marked(text: str, spots: list[tuple[int, int]]) -> str:
    """The text with its placeholders numbered, in a form that every dialect parses."""
    out, at = [], 0
    for number, (start, end) in enumerate(spots):
        out += [text[at:start], f":ph{number}"]
        at = end
    return "".join([*out, text[at:]]).replace("%%", "%")


def _exists_inner(tree: exp.Select) -> exp.Select | None:
    """The SELECT in `SELECT EXISTS(SELECT ...)`; None for other statements."""
    from sqlglot import exp

    if len(tree.expressions) != 1:
        return None
    only = tree.expressions[0]
    only = only.this if isinstance(only, exp.Alias) else only
    if isinstance(only, exp.Exists) and isinstance(only.this, exp.Select):
        if not tree.args.get("from") and not tree.args.get("from_"):
            return only.this
    return None


def _reason(tree: exp.Select) -> Unreadable | None:
    """Why a SELECT cannot be batched at all."""
    from sqlglot import exp

    if tree.find(exp.Lock):
        return Unreadable("it locks the rows it reads", "B24")
    if tree.args.get("offset"):
        return Unreadable("it reads a page at an offset", "B53")
    if tree.args.get("with") or tree.args.get("with_"):
        return Unreadable("its SQL has a WITH clause")
    if tree.args.get("group") or tree.args.get("having"):
        return Unreadable("its SQL groups rows itself")
    distinct = tree.args.get("distinct")
    if distinct is not None and distinct.args.get("on") is not None:
        return Unreadable("its SQL keeps one row of each value (DISTINCT ON)", "B30")
    if distinct is not None and (tree.args.get("limit") or tree.args.get("fetch")):
        return Unreadable("its SQL limits the distinct rows", "B12")
    if tree.find(exp.Rand, exp.TableSample) or "random()" in tree.sql().lower():
        return Unreadable("its order is random", "B11")
    if tree.find(exp.Window):
        return Unreadable("its SQL has a window function")
    if tree.find(exp.Insert, exp.Update, exp.Delete, exp.Into):
        return Unreadable("its SQL writes")
    return None


def _parts(
    text: str, exists: bool
) -> tuple[int, int, int, tuple[int, int] | None, int, int] | None:
    """Where what is selected begins and ends, WHERE, ORDER BY, and where the statement ends.

    Last comes where the first of ORDER BY and LIMIT begins.
    """
    depth = 0
    wanted = 1 if exists else 0
    head = tail = where = rest = -1
    order: tuple[int, int] | None = None
    stop = len(text)
    before = ""
    for match in _WORD.finditer(text):
        word = match.group(0)
        if word == "(":
            depth += 1
        elif word == ")":
            depth -= 1
            if exists and depth == wanted - 1 and tail >= 0:
                stop = match.start()
                break
        elif depth == wanted:
            upper = word.upper()
            if (upper == "SELECT" and head < 0) or (
                upper in ("DISTINCT", "ALL") and before == "SELECT"
            ):
                head = match.end()
            elif upper == "FROM" and tail < 0:
                tail = match.start()
            elif upper == "WHERE" and where < 0:
                where = match.start()
            if upper in ("ORDER", "LIMIT", "FETCH") and tail >= 0 and rest < 0:
                rest = match.start()
            if upper == "ORDER" and tail >= 0 and order is None:
                order = (match.start(), len(text))
            elif upper in ("LIMIT", "FETCH") and order is not None and order[1] == len(text):
                order = (order[0], match.start())
            before = upper
    if head < 0 or tail < 0:
        return None
    while head < len(text) and text[head].isspace():
        head += 1
    end = tail
    while end > head and text[end - 1].isspace():
        end -= 1
    return head, end, where, order, stop, rest if rest >= 0 else stop
