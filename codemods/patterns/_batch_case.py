"""What is held about one query in a loop while it is decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from codemods.model.code import (
    Await,
    Call,
    Comprehension,
    Display,
    Expr,
    Function,
    Item,
    Operation,
    Step,
)
from codemods.model.findings import Refused
from codemods.model.queries import Query
from codemods.model.spans import Span
from codemods.model.steps import TakeLoaded
from codemods.patterns._batch_sites import Found
from codemods.project.codebase import Module
from codemods.project.effects import Effects
from codemods.project.naming import Names
from codemods.project.project import Project
from codemods.project.scope import Scope


class No(Exception):
    """The place stays as it is; the reason is its text.

    One that is `outer` speaks of loops that need not be taken together: another one says more.
    """

    def __init__(
        self, reason: str, trap: str = "", quiet: bool = False, outer: bool = False
    ) -> None:
        super().__init__(reason)
        self.trap = trap
        self.quiet = quiet
        self.outer = outer


@dataclass
class Case:
    """One query under decision at one level of its loops."""

    found: Found
    query: Query
    start: int  # the frame of the outermost loop that is left behind
    varying: tuple[int, ...]
    values: tuple[Expr, ...]  # of the varying filters, as they stand in the loop
    keys: tuple[Expr, ...]  # the same in terms of loop variables
    conditions: list[tuple[int, Expr, bool]] = field(default_factory=list)  # frame, test, negated
    missing: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    early: bool = False
    binding: str = ""  # why a key may be refused before it is compared
    joined: TakeLoaded | None = None  # the rows come with the items, by this step
    seen: tuple[Reader, Case] | None = (
        None  # the called function that looks at the rows, if one does
    )


@dataclass(frozen=True)
class Loading:
    """Where rows are asked for instead: in a loop with this head, or with the items by this code.

    `manager` is what the rows are asked of, and `imports` what naming it needs.
    """

    head: str = ""
    code: str = ""
    manager: str = ""
    imports: tuple[tuple[str, str], ...] = ()


class Reader:
    """One function with what is asked about it while its loops are decided."""

    def __init__(
        self,
        pattern: str,
        project: Project,
        effects: Effects,
        function: Function,
        module: Module,
        scope: Scope | None = None,
    ) -> None:
        self.pattern = pattern
        self.project = project
        self.effects = effects
        self.function = function
        self.module = module
        self.scope = scope or effects.scope_of(function)
        self.names = Names(self.scope)
        self.seen: dict[str, int] = {}
        self.known: list[Found] = []
        self.start = self.names.fresh("start")
        self.collected: dict[tuple[object, ...], str] = {}
        self.naming: dict[
            tuple[object, ...], str
        ] = {}  # the statements that name the items of loops
        self.loading: dict[int, Loading] = {}  # by the query that goes
        self.planned: list[tuple[Expr, str]] = []  # queries that go, with their findings
        self.settled: list[Expr] = []  # queries that go, for sure

    def fresh(self, wish: str) -> str:
        """A free name: `unique_user_ids` and `order_row` where the plain one is taken."""
        if wish.endswith("_id") and "_by_" not in wish:
            return self.names.either(wish, "key")
        if "_by_" in wish:
            return self.names.either(wish, f"other_{wish}")
        if wish in ("row", "value"):
            return self.names.either(wish, "record" if wish == "row" else "found")
        return self.names.either(wish, f"unique_{wish}" if wish.endswith("s") else f"{wish}_row")


def span_of(expr: Expr) -> Span | None:
    """Where an expression stands; None for those whose place is not kept."""
    match expr:
        case Call(span=span) | Await(span=span):
            return span
        case Item(span=span) | Comprehension(span=span) | Operation(span=span) | Display(span=span):
            return span
        case _:
            return None


def refused(reader: Reader, found: Found, reason: str) -> Refused:
    """The refusal of a query, where it stands."""
    span = span_of(found.site) or found.step.span
    return Refused(reader.pattern, reader.module.path, span, reader.function.name, reason)


def header_of(reader: Reader, step: Step, place: Span) -> Span:
    """The head of a compound statement, to its colon where that ends the line of the place."""
    head = reader.project.lines(reader.module.path)[place.end_line - 1].rstrip()
    column = len(head.encode("utf-8")) if head.endswith(":") else place.end_column
    return Span(step.span.line, step.span.column, place.end_line, column)
