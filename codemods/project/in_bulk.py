"""`in_bulk` of Tortoise ORM: a dict of the rows whose column is among the keys, as a plain query.

source: Tortoise ORM documentation, "Query API" (`in_bulk`).
"""

from __future__ import annotations

from codemods.languages.python.queries.reading import method
from codemods.model.code import Argument, Attribute, Await, Call, Constant, Expr


def as_filter(value: Expr) -> tuple[Await, str] | None:
    """`await User.filter(id__in=ids)` and `id` for `await User.in_bulk(ids, "id")`."""
    call = value.value if isinstance(value, Await) else None
    match call:
        case Call(callee=Attribute(value=model, name="in_bulk"), args=(keys, *rest)):
            pass
        case _:
            return None
    words = {a.keyword: a.value for a in rest}
    named = words.get(None, words.get("field_name", Constant("str", "pk")))
    if not isinstance(named, Constant) or not words.keys() <= {None, "field_name"}:
        return None
    asked = method(model, "filter", Argument(keys.value, f"{named.value}__in"))
    return Await(asked, -1, asked.span), str(named.value)
