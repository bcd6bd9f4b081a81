"""Whether a SELECT gives one row for each row that it finds, or fewer, or more.

source: PostgreSQL, "Aggregate Functions", "Set Returning Functions"; SQLite, "Built-in Aggregate Functions".
Without GROUP BY one aggregate anywhere in the list or the order makes one row of all, so that a query for
many keys would make one row of all keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

# Of the functions that sqlglot has no class for, those that are computed row by row.
_ROW_BY_ROW = frozenset(
    [
        "age", "array_length", "cardinality", "current_database", "date_part", "format", "ifnull", "iif",
        "instr", "json_build_object", "json_extract", "jsonb_build_object", "julianday", "left", "md5",
        "pg_relation_size", "pg_size_pretty", "pg_total_relation_size", "plainto_tsquery", "printf",
        "regexp_replace", "right", "row_to_json", "similarity", "split_part", "st_asgeojson",
        "st_distance", "st_dwithin", "st_makepoint", "st_setsrid", "strftime", "to_char", "to_json",
        "to_jsonb", "to_tsquery", "to_tsvector", "ts_rank", "ts_rank_cd", "version",
        "websearch_to_tsquery", "word_similarity",
    ]
)  # fmt: skip
_COMBINING = (
    exp.AggFunc, exp.AnonymousAggFunc, exp.UDTF, exp.Explode, exp.Posexplode,
    exp.ExplodingGenerateSeries, exp.GenerateSeries,
)  # fmt: skip


def why_other_rows(tree: exp.Select, *, alone: bool) -> str | None:
    """Why what is selected, or the order, makes other rows than those found; None where it does not.

    `alone` says that the one thing selected is an aggregate that is understood: only the order counts.
    """
    order = tree.args.get("order")
    parts = [*([] if alone else tree.expressions), *([order] if order is not None else [])]
    for part in parts:
        for call in _calls(part):
            if isinstance(call, exp.Anonymous) and call.name.lower() not in _ROW_BY_ROW:
                return f"`{call.name}` may do more than read, or make other rows of those that it finds"
            if isinstance(call, _COMBINING):
                return "it makes other rows of those that it finds, as aggregates do"
    return None


def _calls(part: exp.Expression) -> Iterator[exp.Func | exp.UDTF]:
    """The functions of an expression, but for those of a SELECT inside it."""
    for node in part.walk(prune=lambda n: isinstance(n, exp.Query)):
        if isinstance(node, exp.Func | exp.UDTF):
            yield node


__all__ = ["why_other_rows"]
