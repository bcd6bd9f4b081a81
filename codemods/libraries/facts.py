"""What a catalogue can say of a call and of a type: the words of its TOML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

EFFECTS = frozenset(
    [
        "pure",
        "read",
        "write",
        "begin",
        "commit",
        "rollback",
        "lock",
        "ddl",
        "delay",
        "spawn",
        "started",
        "mutate",
        "sql",
        "statement",
        "log",
        "unknown",
    ]
)
RESOURCES = frozenset(
    [
        "database",
        "http",
        "cache",
        "filesystem",
        "queue",
        "process",
        "context",
        "error",
        "state",
        "log",
        "clock",
        "random",
        "unknown",
    ]
)
DECORATORS = frozenset(
    ["", "transparent", "property", "contextmanager", "asynccontextmanager", "cache", "begin"]
)
# `method`: each statement commits itself, `x.transaction()` opens a transaction. `optional`: the
# same where the connection was opened with autocommit. `acquire`: a pool, which lends such
# connections. `flushes`, `commits`: a transaction is open from the first statement on, until
# `commit()`; of the two, only what `flushes` keeps changes back. `cursor`: that of its connection.
# `query`: that of the session which made it.
# `atomic`, `in_transaction`, `atomic_database`: the transaction belongs to the thread or task.
TRANSACTIONS = frozenset(
    [
        "",
        "method",
        "optional",
        "acquire",
        "flushes",
        "commits",
        "cursor",
        "query",
        "atomic",
        "in_transaction",
        "atomic_database",
    ]
)
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CallFact:
    """What a call of an outside function or method does.

    `effect` is a word of EFFECTS: `mutate` changes only the objects in `mutates` (`self` or an
    argument's position); `sql` is decided by parsing the text argument `sql`, `statement` by the
    type of the argument `statement`; a write with a `verb` only reads where that argument is the
    verb of a reading request; `started` awaits work that already runs. `raises` names domain
    errors (they follow from data or arguments), never infrastructure errors. `total` says that it
    cannot fail for arguments of the right type.
    """

    name: str
    effect: str = "pure"
    resource: str = ""
    is_async: bool = False
    returns: str = ""
    enters: str = ""
    enter_effect: str = ""
    sql: int | None = None
    statement: int | None = None
    verb: int | None = None
    raises: tuple[str, ...] = ()
    raises_if: str = ""  # a keyword without which it raises none of them
    total: bool = True
    mutates: tuple[str, ...] = ()
    calls: tuple[int, ...] = ()
    calls_keywords: tuple[str, ...] = ()
    opens: bool = False
    keyed: bool = False
    runs: str = ""  # the method of the row's class that it calls, which a project may override
    hooks: tuple[
        str, ...
    ] = ()  # the same of the object's own class; `clean*` for all that begin so
    unless: str = ""  # a keyword which keeps it from acting when it is given as False
    decorator: str = ""
    swallows: bool = False  # entered, it may keep an error from going on
    reads_fields: bool = False  # of its argument, the attributes that its class has fields for
    more_with: tuple[str, ...] = ()  # keywords and positions with which nothing is known of it
    future: bool = False  # it gives a future and no coroutine, which no task can be made of
    thread: int | None = None  # the argument that it calls in a thread, with those after it
    known: str = "catalogue"


@dataclass(frozen=True, slots=True)
class TypeFact:
    """What objects of an outside type are.

    `concurrency` is `shareable`, `exclusive` or `serial` for objects that carry a connection to the
    resource `carries`, "" for all others. `bounds_itself` marks pools that make callers wait without
    a time-out. `contextual` marks those whose open transaction follows the task, `metered` those
    whose other side documents a limit of requests in a stretch of time. `statement` says what
    running an object of the type as a statement does. `transaction` is a word of TRANSACTIONS.
    """

    name: str
    bases: tuple[str, ...] = ()
    params: tuple[str, ...] = ()
    concurrency: str = ""
    carries: str = ""
    bounds_itself: bool = False
    contextual: bool = False
    metered: bool = False
    attributes: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    iterates: str = ""
    subscript: str = ""
    subscript_total: bool = False
    statement: str = ""
    transaction: str = ""  # how its statements are made one transaction: a word of TRANSACTIONS
    awaited: CallFact | None = None
    called: CallFact | None = None
    entered: CallFact | None = None
    constructor: CallFact | None = None
    unknown_methods: str = "unknown"


@dataclass(frozen=True, slots=True)
class ModelFact:
    """What a model that a library brings says of its table.

    `columns` gives the kind of each column by its attribute, with `?` for one that may be NULL;
    `references` the model that a foreign key leads to, by the attribute of the object, with `!` for
    a one-to-one; `many` the model that a many-to-many field leads to; `related` the name that the other side
    has for it. The table of an abstract
    model is "".
    """

    name: str
    table: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    references: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    related: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    many: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    primary_key: str = "id"
    unique: tuple[tuple[str, ...], ...] = ()
    ordering: tuple[str, ...] = ()
    manager: str = ""  # its default one; what it does to queries is to leave them as they are
