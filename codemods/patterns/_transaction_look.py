"""What each statement of a function does to databases: which connections it writes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from codemods.model.code import Block, Function, Step
from codemods.model.effects import Effect, Summary
from codemods.model.findings import Finding, Refused, Verdict, identity
from codemods.model.spans import Span
from codemods.model.steps import FileEdit
from codemods.project.codebase import Module
from codemods.project.connections import Connection, connection_of
from codemods.project.effects import Effects
from codemods.project.naming import Names
from codemods.project.project import Project
from codemods.project.trace import Deed, Trace

PATTERN = "transaction"


class Left(Exception):
    """The place stays as it is; the reason is its text, "" where nothing is worth a word."""


class Told(Exception):
    """Worth telling, but no edit: a decision comes first."""

    def __init__(self, message: str, evidence: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.evidence = evidence


class Look:
    """One step with its inner blocks: its effects, where its writes go, its deeds in order."""

    def __init__(
        self,
        step: Step,
        summary: Summary,
        writes: frozenset[Connection],
        follow: Callable[[], Iterable[Deed]],
    ) -> None:
        self.step = step
        self.summary = summary
        self.writes = writes
        self._follow = follow

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        # Following calls one by one takes time, and most steps are never asked for it.
        return tuple(self._follow()) if self.summary.effects else ()

    def of_database(self, *kinds: str) -> list[Effect]:
        return [
            e
            for e in self.summary.effects
            if e.resource == "database" and (not kinds or e.kind in kinds)
        ]


@dataclass(frozen=True, slots=True)
class Region:
    """The steps `first` to `last` of a block, whose writes through `connection` belong together."""

    path: tuple[int, ...]
    steps: tuple[Step, ...]  # of the whole block
    first: int
    last: int
    connection: Connection
    ancestors: tuple[tuple[Step, Block], ...]

    @property
    def inside(self) -> tuple[Step, ...]:
        return self.steps[self.first : self.last + 1]


class Reader:
    """Looks at the steps of one function, each once."""

    def __init__(
        self, project: Project, effects: Effects, function: Function, module: Module
    ) -> None:
        self.project = project
        self.effects = effects
        self.function = function
        self.module = module
        self.scope = effects.scope_of(function)
        self.trace = Trace(effects)
        self._looks: dict[tuple[int, ...], Look] = {}
        self.handed: set[tuple[int, ...]] = set()  # steps whose calls are told of already
        self.seen: dict[str, int] = {}  # keeps the ids of places with the same text apart

    @cached_property
    def names(self) -> Names:
        return Names(self.scope)

    def look(self, step: Step) -> Look:
        found = self._looks.get(step.path)
        if found is None:
            summary = self.effects.of_step(self.scope, step)
            writes = frozenset(
                connection_of(self.scope, e)
                for e in summary.effects
                if e.resource == "database" and e.kind == "write"
            )
            found = self._looks[step.path] = Look(
                step, summary, writes, partial(self.trace.steps, self.scope, (step,))
            )
        return found

    def looks(self, steps: tuple[Step, ...]) -> list[Look]:
        return [self.look(step) for step in steps]

    # -- telling --------------------------------------------------------------------------------

    def finding(
        self,
        span: Span,
        verdict: Verdict,
        message: str,
        evidence: Iterable[str] = (),
        missing: Iterable[str] = (),
        transactions: int = 0,
        edits: tuple[FileEdit, ...] = (),
        text: str = "",
    ) -> Finding:
        """A finding about a stretch of the function; `text` stands for its lines in the id."""
        path, function = self.module.path, self.function.name
        text = text or "\n".join(self.project.lines(path)[span.line - 1 : span.end_line])
        return Finding(
            identity(PATTERN, path, function, text, self.seen),
            PATTERN,
            path,
            span,
            function,
            verdict,
            "medium" if verdict == "manual" else "high",
            message,
            tuple(evidence),
            tuple(missing),
            f"{transactions} transactions" if transactions else "",
            "1 transaction" if transactions else "",
            edits,
        )

    def refused(self, span: Span, reason: str) -> Refused:
        """The place stays as it is."""
        return Refused(PATTERN, self.module.path, span, self.function.name, reason)


def over(first: Span, last: Span) -> Span:
    """From the beginning of one stretch to the end of another."""
    return Span(first.line, first.column, last.end_line, last.end_column)


def goes_on(step: Step, reader: Reader, connection: Connection) -> bool:
    """Whether the code after a step may run when the step has written."""
    if step.kind in ("return", "raise", "continue", "break"):
        return False
    if not step.blocks or step.kind in ("for", "while"):
        return True
    if step.kind == "try":
        body = next(b for b in step.blocks if b.role == "body")
        return _block_goes_on(body.steps, reader, connection) or any(
            _block_goes_on(b.steps, reader, connection)
            for b in step.blocks
            if b.role in ("else", "handler")
        )
    return any(_block_goes_on(b.steps, reader, connection) for b in step.blocks)


def _block_goes_on(steps: tuple[Step, ...], reader: Reader, connection: Connection) -> bool:
    writes = False
    for step in steps:
        if connection in reader.look(step).writes:
            writes = writes or goes_on(step, reader, connection)
        if step.kind in ("return", "raise", "continue", "break"):
            return False
    return writes
