"""Functions that run the SQL text they are handed, as they look where they are called."""

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
