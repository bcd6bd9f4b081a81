"""What a database makes of numbers where it finds no rows.

source: PostgreSQL, "Aggregate Functions": `sum(smallint)` and `sum(integer)` are `bigint`, `sum(bigint)` is
`numeric`; MySQL, "Aggregate Function Descriptions": a sum of whole numbers is DECIMAL; SQLite, "Built-in
Aggregate Functions": it is an integer. Drivers give `numeric` and DECIMAL as `Decimal`, also for 0.
"""

from __future__ import annotations

from codemods.model.queries import Column


def sums_are_whole(column: Column, dialect: str | None) -> bool:
    """Whether a sum over a column of whole numbers comes as an `int`, with a default for no rows, too."""
    return dialect == "sqlite" or (dialect == "postgresql" and column.narrow)


__all__ = ["sums_are_whole"]
