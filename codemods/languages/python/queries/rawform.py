"""What is known of one query in SQL text: its text, how it is run, and where its values stand."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.languages.python.queries.handing import Handing, Runs
from codemods.languages.python.queries.reading import Chain
from codemods.languages.python.queries.sqltext import Sql
from codemods.model.code import Argument, Call, Expr
from codemods.model.queries import Answer


@dataclass(frozen=True, slots=True)
class Put:
    """SQL text as an expression puts it to a database, whatever the text is."""

    driver: str
    chain: Chain
    call: Call  # the call that gets the text
    text: Expr | None
    handing: Handing
    values: tuple[Argument, ...]
    answer: Answer
    single: bool  # only the first column of a row is taken
    is_async: bool
    cursor: bool = False  # executed and fetched in two steps
    text_call: Expr | None = None  # `text("...")`
    style: str | None = None  # of rows, where the expression itself says so
    runs: Runs | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the text, how it is run, and where its parameters stand in the call."""

    driver: str
    sql: Sql
    text: str
    call: Call  # the call that gets the text
    chain: Chain
    dialect: str | None
    style: str  # tuple, mapping, both, record
    cursor: bool  # executed and fetched in two steps
    text_call: Expr | None  # `text("...")`
    values: tuple[Expr, ...] = ()  # of the placeholders, in the order of the text
    handing: Handing = "one"
    given: tuple[Argument, ...] = ()  # the arguments that hold the values
    runs: Runs | None = None
