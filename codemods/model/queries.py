"""A question to a database, and the schema it is put to, said without a library's spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from codemods.model.code import Expr

# What values of a column are, as far as equality goes. `text` compares byte by byte only where the
# dialect says so; `folded` text never does; `custom` has a type of the project's own.
ColumnKind = Literal[
    "int", "uuid", "bool", "date", "datetime", "enum", "text", "folded", "decimal", "float",
    "bytes", "json", "custom", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column by the name code uses for it (`attribute`) and the one the database knows."""

    attribute: str
    name: str
    kind: ColumnKind = "unknown"
    nullable: bool = True
    references: str = ""  # `table.column` or a dotted class, "" for none
    object_attribute: str = ""  # the attribute that gives the object a foreign key leads to
    sql_type: str = ""  # as the table's definition spells it
    constrained: bool = True  # the database sees to it that what it references is there
    single: bool = False  # what it references names one row by `related_name`, not several
    related_name: str = ""  # how the object it leads to names the rows that point at it
    lazy: bool = True  # what it leads to is loaded when it is read
    deferred: bool = False  # it is loaded by a query of its own when it is first read
    enumeration: str = ""  # the class whose members it holds, "" where that is not known
    narrow: bool = False  # it holds whole numbers of at most four bytes


@dataclass(frozen=True, slots=True)
class Manager:
    """An object of a class through which its rows are asked for.

    `classes` are those of the project behind it and its queries, `own` the methods they define.
    `shaped` says that its queries may come with an order, a limit or columns of their own.
    """

    own: frozenset[str] = frozenset()
    shaped: bool = False
    known: bool = True
    classes: tuple[str, ...] = ()  # of the project, those behind it


@dataclass(frozen=True, slots=True)
class Entity:
    """A table, and the class that stands for it where there is one.

    `unique` holds the sets of columns (by attribute) of which no two rows are alike, the primary
    key first. `relations` are attributes that load other rows when they are read. `managers` are
    attributes through which it is queried, with the classes of the project that they are made of.
    """

    name: str
    table: str
    library: str
    columns: Mapping[str, Column] = field(default_factory=dict)
    primary_key: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    relations: Mapping[str, str] = field(default_factory=dict)
    lazy: Mapping[str, str] = field(default_factory=dict)  # how a relation loads; "?" when unknown
    backrefs: frozenset[str] = frozenset()  # relations that the class gets once others are mapped
    ordering: tuple[str, ...] = ()
    managers: Mapping[str, Manager] = field(default_factory=dict)
    latest_by: tuple[str, ...] = ()
    base_manager: str = ""  # through which relations that lead to it are loaded, where named
    where: str = ""  # `path:line` of its definition, for evidence
    key_in_order: bool = True  # the columns of the primary key stand in one class, in its order

    def is_unique(self, columns: frozenset[str]) -> bool:
        """Whether at most one row has given values in these columns."""
        return any(set(key) <= columns for key in self.unique)


@dataclass(frozen=True, slots=True)
class Filter:
    """`column = value`, or `column in value` with `many`.

    `spelled` is the column as the code writes it, for the libraries where it is an expression.
    """

    entity: str
    column: str
    value: Expr
    many: bool = False
    spelled: Expr | None = None
    loose: bool = False  # compared otherwise than by plain equality of the column's values


Gives = Literal["entity", "value", "row", "count", "exists", "aggregate"]
Answer = Literal["all", "first", "one", "one_or_none"]
# Who says which key a row belongs to: "" for a column of the row, else the database, which compares
# it with a list of keys, or must compare it with each in the words of the `single` query.
Positions = Literal["", "listed", "single"]


@dataclass(frozen=True, slots=True)
class Query:
    """One query.

    `gives` is what an answer is made of, `answer` how many there are: all rows as a list, the first
    or None, exactly one, at most one. `missing` and `several` are the dotted names of the
    exceptions for no row and for more than one ("" when none is raised). `rest` holds all other
    expressions of the query: what it asks must not depend on the item. `form` is the library's own
    dissection, which only its writer looks into.
    """

    library: str
    entity: str
    gives: Gives
    answer: Answer
    filters: tuple[Filter, ...]
    channel: Expr | None
    form: object
    rest: tuple[Expr, ...] = ()
    ordered: bool = False
    limit: int | None = None
    missing: str = ""
    missing_text: str = ""
    several: str = ""
    default: Expr | None = None  # what an aggregate over no rows is, where it is not None
    is_async: bool = False
    lazy: bool = False  # it runs when it is iterated over, not where it stands
    via: str = ""  # `AsyncSession.scalars`, for messages
    label: str = ""  # the column behind a value
    joined: bool = False  # rows of other tables may repeat its own
    relation: str = ""  # the attribute of an object whose rows it asks for, as they stand
    by_position: Positions = ""  # who decides which key a row belongs to
    null_keys: bool = False  # a key may be None, for which it finds the rows without a value
    order: tuple[Expr, ...] = ()  # what says in which order rows come, where that is told apart
    assumed: str = ""  # what is not known for sure, "" when all is
    shaped: bool = False  # a helper has made something of its own of the rows
    as_number: bool = False  # 0 and 1 tell existence, as SQL text does where there is no boolean
    denied: bool = False  # it is asked whether there is no row
    fails: str = ""  # why making it may fail, "" when it cannot


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A query of the library, but not one that can be batched; the reason in words.

    `quiet` says that there is nothing to tell: it is no read.
    """

    reason: str
    trap: str = ""
    quiet: bool = False


Grouping = Literal["list", "first", "one", "set"]


@dataclass(frozen=True, slots=True)
class Batched:
    """The query for many keys at once, in the words of its library.

    `rows` is what to iterate over, `row` the target that takes each, `key` and `value` what they
    hold. `setup` are statements that come before. `KEYS` stands for the keys in all of them, and in
    `setup` also `NUMBERED` for the keys with their numbers.
    `grouping` says how rows of one key gather: `list`, `first` (the first stays), `one`, or `set`.
    """

    rows: str
    row: str
    key: str
    value: str
    grouping: Grouping
    bounded: bool  # the number of keys in one query has a limit
    setup: tuple[str, ...] = ()
    imports: tuple[tuple[str, str], ...] = ()
    streams: bool = False  # `rows` is iterated over with `async for`
    most: int | None = None  # the largest number of keys for one query, where it is less than usual
    widened: bool = False  # a row has columns that the single query did not give
    cut: int | None = None  # so many of the rows of a key are wanted, and all of them are read
    opening: str = ""  # the head of the `with` statement that the load stands in
    imported_late: tuple[tuple[str, str], ...] = ()  # what the function has to import itself
