"""Names for what a batch loads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codemods.languages.python.queries.reading import plural, singular
from codemods.model.code import Display
from codemods.model.queries import Query


def wishes(query: Query, varying: Sequence[int]) -> tuple[str, str]:
    """Names for what is loaded and for its keys: `orders_by_user_id` and `user_ids`."""
    columns = [query.filters[i].column for i in varying]
    word = entity_word(query)
    by = "_and_".join(columns)
    match query.gives:
        case "count":
            wish = f"{word}_counts_by_{by}"
        case "aggregate" if isinstance(query.default, Display):
            wish = f"{word}_numbers_by_{by}"
        case "aggregate":
            wish = f"{word}_totals_by_{by}"
        case "exists":
            wish = f"{plural(by)}_with_{plural(word)}"
        case "value" if query.label.isidentifier():
            wish = f"{plural(query.label)}_by_{by}"
        case "entity" if query.answer != "all" and columns not in (["id"], ["pk"]):
            wish = f"{word}_by_{by}"
        case _:
            wish = f"{plural(word)}_by_{by}"
    if len(columns) > 1:
        held = "keys"
    elif columns[0] in ("id", "pk"):
        held = f"{word}_ids"
    else:
        held = plural(columns[0])
    return wish, held


def entity_word(query: Query) -> str:
    """`order` for `app.models.Order` and for the table `orders`."""
    short = query.entity.rpartition(".")[2]
    if short.islower():
        return singular(short)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", short).lower()
