"""Functions that run the text or the statement they are handed, as they look where they are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codemods.model.code import Argument, Call, Expr
from codemods.model.queries import Answer

# How values go with a text: as arguments of their own, as one collection of them, or by keyword.
Handing = Literal["star", "one", "keywords"]


@dataclass(frozen=True, slots=True)
class Runs:
    """A call of a function that runs the SQL text it is handed and gives what comes back.

    `answer`, `single` and `style` say what it gives; `row` is what it makes of each row (`dict`, ""
    for nothing). `many` is the call that gives all rows of a text in that way, with the arguments
    of this one; without one, `why_one` says why.
    """

    driver: str
    text: Expr
    handing: Handing
    values: tuple[Argument, ...]
    others: tuple[Expr, ...]  # arguments that are neither the text nor its values
    answer: Answer
    single: bool
    style: str
    row: str
    through: str  # what it is sent through, in words that are alike for functions that do alike
    many: Call | None = None
    why_one: str = ""
    cursor: bool = False  # it gives what the rows are fetched from


@dataclass(frozen=True, slots=True)
class Taking:
    """How a session is asked for a statement, and what is taken from its result.

    `how` is the method of the session, `taken` those of its result, in their order.
    """

    how: str
    taken: tuple[str, ...]

    @property
    def ends(self) -> bool:
        """Whether rows have been taken from the result, which nothing can be asked any more."""
        return self.how == "scalar" or (bool(self.taken) and self.taken[-1] not in _RESULTS)

    @property
    def scalars(self) -> bool | None:
        """Whether it is the first of what is selected; None where what is selected decides."""
        if "scalars" in (self.how, *self.taken):
            return True
        return None if self.how == "exec" else False

    @property
    def mappings(self) -> bool:
        return "mappings" in self.taken

    @property
    def whole(self) -> bool:
        """Whether all rows come."""
        return self.how != "scalar" and (not self.ends or self.taken[-1] in _ALL)


# They give another result, from which rows are taken.
_RESULTS = frozenset(["scalars", "mappings", "unique"])
_ALL = frozenset(["all", "fetchall"])


@dataclass(frozen=True, slots=True)
class RunsStatement:
    """A call of a function that runs the statement it is handed and gives what comes back.

    `others` are arguments beside the statement. `many` are the calls that give all rows of a
    statement, each with how it takes them. `own` says that it opens a session of its own, so that
    each call gives objects of its own.
    """

    statement: Expr
    taking: Taking
    others: tuple[Expr, ...]
    through: str  # what it is sent through, in words that are alike for functions that do alike
    own: bool
    connection: bool
    many: tuple[tuple[Call, Taking], ...] = ()
