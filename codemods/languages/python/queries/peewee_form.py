"""A query of peewee taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codemods.languages.python.queries.reading import Link
from codemods.model.code import Argument, Expr

# How rows come: as objects, or as what one of these makes of them.
Style = Literal["", "dicts", "tuples"]
ROWS: tuple[Style, ...] = ("dicts", "tuples")

TOTALS = {"COUNT": "count", "SUM": "total", "AVG": "average", "MAX": "maximum", "MIN": "minimum"}


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the model, what is selected, the chain, and where the equalities stand."""

    model: Expr
    selected: tuple[Argument, ...]
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]
    driver: str = ""
    dialect: str | None = None
    aggregate: str = ""
    style: Style = ""
    labels: tuple[str, ...] = ()  # what the columns that are selected are called in a dict
