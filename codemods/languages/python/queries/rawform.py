"""What is known of one query in SQL text: its text, how it is run, and where its values stand."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.languages.python.queries.reading import Chain
from codemods.languages.python.queries.sqltext import Sql
from codemods.model.code import Call, Expr


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the text, how it is run, and where its parameters stand in the call."""

    driver: str
    sql: Sql
    text: str
    call: Call  # the call that gets the text
    chain: Chain
    parameters: str  # star (asyncpg), tuple, dict
    dialect: str | None
    style: str  # tuple, mapping, both, record
    cursor: bool  # executed and fetched in two steps
    text_call: Expr | None  # `text("...")`
    values: tuple[Expr, ...] = ()  # of the placeholders, in the order of the text
