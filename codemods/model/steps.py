"""The closed vocabulary of edits. A pattern plans with these; a language writes them.

Every step names its function by dotted name and first line, and a block inside it by `path`: the
path of the step that owns the block plus the block's index there, or () for the function's body.
Statements are named by their index in that block, awaits by their ordinal in the statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codemods.model.spans import Span


@dataclass(frozen=True, slots=True)
class Member:
    """One awaitable of a group.

    `ordinal` names the await in the statement at index `statement` of the block. `bind` says where
    its result goes: `target` (the statement is a plain assignment: its target moves into the
    group's), `name` (the value is stored in the new local `name`, which replaces the await where it
    stood), or `ignored` (the statement was nothing but the await). With `coroutine` the awaited
    part is first wrapped in a local coroutine function of that name, because it may not be started
    under a condition: the whole value (`await f() if cond else None`) or, for an `if` statement
    that assigns over a default, the statement itself (then `default` is the index of the statement
    that sets the default, which is consumed too).
    """

    statement: int
    ordinal: int
    bind: Literal["target", "name", "ignored"]
    name: str = ""
    coroutine: str = ""
    default: int | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """The statement at this index stands here as it is (with bound awaits replaced by their names)."""

    statement: int


@dataclass(frozen=True, slots=True)
class Together:
    """These members run together here. `ordered` raises the first error in program order.

    `in_turn` looks at the outcomes one by one: it raises an error, or stores the result, before the
    next one is looked at. Each member then has the `name` of a local for its outcome.
    """

    members: tuple[Member, ...]
    ordered: bool = False
    results: str = "results"  # the local that holds the outcomes in the ordered form
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class AwaitTogether:
    """The statements `first`..`last` of a block become `order`."""

    function: str
    line: int
    path: tuple[int, ...]
    first: int
    last: int
    order: tuple[Keep | Together, ...]
    style: Literal["gather", "taskgroup"] = "gather"
    group: str = "group"  # the local that holds the task group


@dataclass(frozen=True, slots=True)
class AwaitEach:
    """A loop or comprehension at index `statement` awaits all its items together.

    `shape` says what stands there now:
    `comprehension` - the list, set or dict comprehension (or generator handed to list, tuple, set
        or dict) that holds the await `ordinal` becomes a gather; other clauses, conditions and the
        expression around the await stay.
    `append` - `for x in xs: out.append(await f(x))`; `fresh` is the index of `out = []` when it
        stands directly before and `out` is untouched between, so that both become one assignment.
    `build` - `for x in xs: ...; out.append(made)` or `...; out[key] = made`: the body becomes a local
        coroutine that returns what it put `into` the list or dict `out`, wherever it does so. Where
        `skips`, an item may give nothing: then it returns a list of one or none. `fresh` as for `append`;
        `hoist` names what is made where it must be there before its key is looked at.
    `consume` - `for x in xs: y = await f(x); rest` becomes a loop over zip(xs, gathered).
        Where the await stands in another statement, `hoist` names the result that takes its place.
    `ignore` - `for x in xs: await f(x)`.
    `body` - the body becomes a local coroutine, `continue` becomes `return`.
    `coroutine` names the local coroutine that is added where one is needed (always when `limit` is
    set, for dict comprehensions, for `build` and for `body`). `limit` bounds how many run at once with a local
    semaphore named `semaphore`; None when the resource bounds itself or the loop is short.
    `in_turn`: the error of an item's call is raised when the loop comes to the item, because what
    is done with earlier items may raise, too.
    """

    function: str
    line: int
    path: tuple[int, ...]
    statement: int
    ordinal: int
    shape: Literal["comprehension", "append", "build", "consume", "ignore", "body"]
    coroutine: str = ""
    semaphore: str = "semaphore"
    limit: int | None = None
    ordered: bool = False
    results: str = "results"
    fresh: int | None = None
    in_turn: bool = False
    hoist: str = ""
    out: str = ""
    into: Literal["list", "dict"] = "list"
    skips: bool = False


@dataclass(frozen=True, slots=True)
class LoadOnce:
    """Before the statement at `before`, rows are loaded for all items of a loop at once.

    `keys` collects the keys and `code` loads the rows, not laid out yet. Loads that collect the
    same keys in one place share the statement.
    """

    function: str
    line: int
    before: Span
    keys: str
    code: str


@dataclass(frozen=True, slots=True)
class TakeLoaded:
    """The query at `place` takes what was loaded: `code` stands there instead.

    `statement` is the whole statement around it; `check` are statements that come before that.
    """

    function: str
    line: int
    place: Span
    code: str
    statement: Span
    check: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """The statement at `place` only served what is gone now."""

    function: str
    line: int
    place: Span


@dataclass(frozen=True, slots=True)
class Dissolve:
    """The `with` statement at `place` is gone; its statements, from line `body` on, stand there."""

    function: str
    line: int
    place: Span
    body: int


@dataclass(frozen=True, slots=True)
class AddFunction:
    """Beside the function at `beside` stands a new one, `name`; `code` is its text."""

    function: str
    line: int
    beside: Span
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Enclose:
    """The statements `first` to `last` of one block stand in a `with` statement over `context`.

    `opening` is a statement that comes first in the block, `ending` one that comes last. Where a library has no context manager,
    `context` is "": then `before` opens the transaction, a `try` holds the block, and `closing` are
    the lines that end it.
    """

    function: str
    line: int
    first: Span
    last: Span
    context: str
    is_async: bool = False
    opening: str = ""
    before: str = ""
    closing: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The expression at `place` is replaced by `code`."""

    function: str
    line: int
    place: Span
    code: str


@dataclass(frozen=True, slots=True)
class Join:
    """The `with` statement at `second` opens what the one before it, at `first`, has opened.

    Its statements go on in the block of the first; `between` is a statement that comes between
    them, "" for none.
    """

    function: str
    line: int
    first: Span
    second: Span
    between: str = ""


@dataclass(frozen=True, slots=True)
class Append:
    """After the statement at `after`, in its block, comes another one.

    It is indented as the statement at `beside`, where that is not `after` itself.
    """

    function: str
    line: int
    after: Span
    code: str
    beside: Span | None = None


@dataclass(frozen=True, slots=True)
class Decorate:
    """The function whose `def` stands at the line `head` gets one more decorator, next to it."""

    function: str
    line: int
    head: int
    code: str


@dataclass(frozen=True, slots=True)
class TakeParameter:
    """The function takes one more parameter, `code`, which its callers need not give."""

    function: str
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class HandOn:
    """The call at `call` is given the argument `code`, a name and its value."""

    function: str
    line: int
    call: Span
    code: str


@dataclass(frozen=True, slots=True)
class AddImport:
    """The module needs this import; nothing happens where it is already there."""

    module: str
    name: str | None = None


PlanStep = (
    AwaitTogether
    | AwaitEach
    | LoadOnce
    | TakeLoaded
    | Forget
    | Dissolve
    | AddFunction
    | Enclose
    | Exchange
    | Join
    | Append
    | Decorate
    | TakeParameter
    | HandOn
    | AddImport
)


@dataclass(frozen=True, slots=True)
class FileEdit:
    """All steps for one file, its path relative to the project root with forward slashes.

    A codemod of somebody else plans no steps: it gives the whole new `text`, made from the file
    whose bytes have the SHA-256 `made_from`.
    """

    path: str
    steps: tuple[PlanStep, ...] = ()
    text: str | None = None
    made_from: str = ""
