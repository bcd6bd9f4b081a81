"""A query of Tortoise ORM taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from codemods.languages.python.queries.reading import Link
from codemods.model.code import Expr

# How rows come: as objects, or as what one of these makes of them.
Style = Literal["", "values", "values_list", "flat"]


@dataclass(frozen=True, slots=True)
class Form:
    """The dissection: the model, the chain of calls, and where the equalities stand."""

    model: Expr
    links: tuple[Link, ...]
    keys: tuple[tuple[int, int], ...]
    style: Style = ""
    chosen: tuple[str, ...] = ()  # the columns that `values` and its like are given
    driver: str = "tortoise"
    dialect: str | None = None
