"""Runs generated programs with a fault at each write, and says what one transaction must leave.

Each write leaves a line in a table of its own, through the same connection: the line is stored if,
and only if, the write is. While the old version runs, the lines of its code are followed, so that
it is known which writes a finding encloses, and which enclosed block an error left. From that
follows what the new version must store: all that the old one did, without the writes of the blocks
that an error left.
"""

from __future__ import annotations

import dis
import re
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

WRITE = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)
FILE = "generated_program.py"


class Fault(Exception):
    """A failure after a write that the database has done."""


@dataclass(frozen=True)
class Place:
    """Where a run fails: `after` a write, or at a conflict `instead` of it; at none by default."""

    number: int = 0
    kind: str = "after"


@dataclass(frozen=True)
class Finding:
    """The lines that one transaction encloses, and those of the commits that go."""

    first: int
    last: int
    commits: frozenset[int] = frozenset()


@dataclass(eq=False)
class Enclosed:
    """One time that a finding's lines are run."""

    finding: Finding
    writes: list[int] = field(default_factory=list)
    error: BaseException | None = None  # the last that was raised in it
    torn: bool = False  # it has left it


@dataclass
class Record:
    """What one run does, as its drivers tell."""

    place: Place
    findings: tuple[Finding, ...] = ()
    statements: list[str] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    active: dict[tuple[Any, Finding], Enclosed] = field(default_factory=dict)
    enclosed: list[Enclosed] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)  # writes of a session since its last commit
    quiet: bool = False

    def attempt(self, statement: str) -> int:
        """Numbers a write that is about to happen."""
        self.statements.append(" ".join(statement.split()))
        number = len(self.statements)
        self.pending.append(number)
        for one in self.active.values():
            if not one.finding.commits:
                one.writes.append(number)
        return number

    def committed(self, line: int) -> None:
        """A session has stored what is pending; some commits will not be there any more."""
        for (_, finding), one in self.active.items():
            if line in finding.commits:
                one.writes += self.pending
        self.pending.clear()

    def instead(self, number: int) -> bool:
        return self.place == Place(number, "instead")

    def after(self, number: int) -> None:
        """What a driver calls when a write is done."""
        self.done.add(number)
        if self.place == Place(number, "after"):
            raise Fault("the connection is gone")

    # -- following the code ---------------------------------------------------------------------

    def follow(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        """The trace function: only the lines of the program are of interest."""
        return self._within if frame.f_code.co_filename == FILE else None

    def _within(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            for finding in self.findings:
                self._line(frame, finding)
        elif event == "exception":
            for (owner, _), one in self.active.items():
                if owner is frame and not issubclass(argument[0], _ENDS):
                    one.error = argument[1]
        elif event == "return":
            how = _instruction(frame)
            if how != "YIELD_VALUE" or any(
                k[0] is frame and one.error is not None for k, one in self.active.items()
            ):
                for key in [k for k in self.active if k[0] is frame]:
                    self._leave(key, None if how.startswith("RETURN") else self.active[key].error)
        return self._within

    def _line(self, frame: types.FrameType, finding: Finding) -> None:
        key = (frame, finding)
        inside = finding.first <= frame.f_lineno <= finding.last
        if inside and key not in self.active and frame.f_code.co_name not in _INNER:
            self.active[key] = Enclosed(finding)
            self.enclosed.append(self.active[key])
        elif key in self.active:
            # While a handler or `finally` runs, the error is still the one that is handled; the end
            # of a `with` is only about to take it.
            taken = _instruction(frame) == "PUSH_EXC_INFO"
            handled = self.active[key].error if taken else sys.exc_info()[1]
            if not inside:
                self._leave(key, handled)
            elif self.active[key].error is not handled:
                self.active[key].error = None

    def _leave(self, key: tuple[Any, Finding], error: BaseException | None) -> None:
        one = self.active.pop(key)
        one.torn = one.error is not None and one.error is error
        if one.finding.commits and one.error is not None:
            # A handler ends the path between two commits: the first of them goes with the rest.
            one.torn = True


_ENDS = (StopIteration, StopAsyncIteration)
# Code within a function that has a frame of its own, or is no function.
_INNER = ("<module>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>")


def _instruction(frame: types.FrameType) -> str:
    return dis.opname[frame.f_code.co_code[max(frame.f_lasti, 0)]]


@dataclass(frozen=True)
class Ran:
    """What came of a run."""

    result: str
    masked: str  # without what was read
    stored: frozenset[int]
    rows: str
    statements: tuple[str, ...]
    conflicts: tuple[int, ...]  # the writes that the database did not take
    enclosed: tuple[Enclosed, ...]
    left_open: bool

    @property
    def depends(self) -> bool:
        """Whether a conflict came after an error that left a block.

        It may be one with rows that are not stored any more: then what follows is another story.
        """
        ends = [max(one.writes, default=0) for one in self.enclosed if one.torn]
        return bool(ends) and any(number > min(ends) for number in self.conflicts)

    @property
    def torn(self) -> frozenset[int]:
        """The writes of the enclosed blocks that an error left."""
        return frozenset(n for one in self.enclosed if one.torn for n in one.writes)


def told(run: Callable[[], Any]) -> tuple[str, str]:
    """What a call returned or raised, in words; once with and once without what was read."""
    try:
        result = run()
    except Exception as error:
        words = f"raises {type(error).__qualname__}: {str(error).partition(chr(10))[0]}"
        words = re.sub(r"0x[0-9a-f]+", "", words)
        return words, words
    return repr(result), re.sub(r"\('read', [^)]*\)", "(read)", repr(result))


def load(text: str) -> Any:
    module = types.ModuleType("generated_program")
    sys.modules[module.__name__] = module
    exec(compile(text, FILE, "exec"), module.__dict__)
    return module


def _says_the_same(old: Ran, new: Ran) -> bool:
    """Whether nothing is missing but an update to what is stored already.

    A commit expires objects; a session that knows the value of an attribute does not store it again.
    """
    rest = list(old.statements)
    for statement in new.statements:
        if statement not in rest:
            return False
        rest.remove(statement)
    updates = bool(rest) and all(s.startswith("UPDATE") and "%(" in s for s in rest)
    return updates and not old.torn and (old.rows, old.result) == (new.rows, new.result)


def wrongs(old: Ran, new: Ran) -> Iterator[str]:
    """What the new version did that one transaction for each enclosed block does not do."""
    if old.depends or _says_the_same(old, new):
        return
    expected = old.stored - old.torn
    if new.stored != expected:
        if new.stored - old.stored:
            yield f"more is stored: writes {sorted(new.stored - old.stored)}"
        for one in old.enclosed:
            kept = new.stored & set(one.writes)
            if one.torn and kept:
                yield f"half of lines {one.finding.first}-{one.finding.last} is stored: {sorted(kept)}"
        if lost := expected - new.stored:
            yield f"lost without an error that left their block: writes {sorted(lost)}"
    exact = not old.torn
    if (old.result if exact else old.masked) != (new.result if exact else new.masked):
        yield f"{old.result} -> {new.result}"
    if exact and old.rows != new.rows:
        yield f"rows {old.rows} -> {new.rows}"
    # A commit expires objects, whose reading then writes what is pending: the order may be another.
    if sorted(old.statements) != sorted(new.statements):
        yield f"other statements: {old.statements} -> {new.statements}"
    if new.left_open and not old.left_open:
        yield "a transaction is left open"
