"""What a twin of a helper looks like: its name, its parameters, its annotations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from codemods.languages.python.queries.reading import plural
from codemods.languages.python.spell import spell
from codemods.model.code import Constant, Expr, Function, Item, Parameter
from codemods.model.queries import Batched, Query
from codemods.project.helpers import Helper
from codemods.project.types import dotted_name

_PREPOSITIONS = frozenset(["by", "for", "from", "in", "of", "on", "to", "with"])


def held_as(parameters: Sequence[str]) -> str:
    """The parameter of a twin that takes the keys: `user_ids`, `keys` where each has several parts."""
    return plural(parameters[0]) if len(parameters) == 1 else "keys"


def in_order(function: Function, parameters: Sequence[str]) -> list[str]:
    """Parameters in the order in which the function takes them."""
    return [p.name for p in function.parameters if p.name in parameters]


def twin_name(function: Function, parameters: Sequence[str], query: Query) -> str:
    """`get_orders_by_user_ids` for `get_orders(user_id)`, `get_users_by_ids` for `get_user(user_id)`.

    `get_seats_by_team_and_user_ids` for `get_seat(team_id, user_id)`.
    """
    short = function.name.rpartition(".")[2]
    words = [rf"{re.escape(p.removesuffix('_id'))}(?:_ids?)?" for p in parameters]
    suffix = _suffix(parameters)
    if re.fullmatch(rf"(?:by|for|of|with)_{re.escape('_and_'.join(parameters))}", short):
        return f"{short.partition('_')[0]}_{suffix}"
    base = re.sub(rf"_(?:by|for|of|with)_{re.escape(parameters[0])}$", "", short)
    base = re.sub(r"_(?:by|for|of|with)_(?:\w*id|pk|key)$", "", base)
    if len(parameters) > 1:
        base = re.sub(rf"_(?:by|for|of|with)_{'_(?:and_)?'.join(words)}$", "", short)
    head, _, noun = base.rpartition("_")
    if head and noun not in _PREPOSITIONS and query.answer != "all" and query.gives == "entity":
        base = f"{head}_{plural(noun)}"
    if query.gives == "entity" and query.answer != "all" and tuple(parameters) == (f"{noun}_id",):
        suffix = "ids"
    return f"{base}_by_{suffix}"


def _suffix(parameters: Sequence[str]) -> str:
    """`user_ids`, `team_and_user_ids`, `tenants_and_numbers`."""
    stems, end = [p.rpartition("_")[0] for p in parameters], parameters[0].rpartition("_")[2]
    if len(parameters) > 1 and all(stems) and all(p.endswith(f"_{end}") for p in parameters):
        return f"{'_and_'.join(stems)}_{plural(end)}"
    return "_and_".join(plural(p) for p in parameters)


def dict_type(
    function: Function,
    parameters: Sequence[str],
    helper: Helper,
    batched: Batched,
    null_keys: bool = False,
    rows_have_none: bool = False,
    optional: bool = False,
) -> str:
    """The annotation of the dict, in the words of the helper's own annotations; "" where it has none.

    `rows_have_none` says that the column of the one key may be None, `optional` that a value may.
    """
    key_text = _key_type(function, parameters, null_keys)
    if function.returns is None or not key_text:
        return ""
    if rows_have_none and len(parameters) == 1 and "None" not in key_text and '"' not in key_text:
        key_text = f"{key_text} | None"
    given = function.returns
    if helper.query.answer != "one" and not optional:
        given = _without_none(given)
    value = spell(given)
    if isinstance(given, Constant) and isinstance(given.value, str):
        value = given.value
    if batched.grouping == "set":
        return f"set[{key_text}]"
    if batched.grouping == "list" and helper.shape is None:
        value = re.sub(r"^(?:typing\.)?(?:List|Sequence|Iterable|Collection)\[", "list[", value)
        if not value.startswith("list"):
            return ""
        return f"defaultdict[{key_text}, {value}]"
    return f"dict[{key_text}, {value}]"


def _key_type(function: Function, parameters: Sequence[str], null_keys: bool = False) -> str:
    """The annotation of one key, `tuple[int, int]` where it has parts; "" where one has none.

    Only with `null_keys` it is more than a value.
    """
    texts: list[str] = []
    for name in parameters:
        note = next((p.annotation for p in function.parameters if p.name == name), None)
        if note is None:
            return ""
        if isinstance(note, Constant) and isinstance(note.value, str):
            texts.append(f'"{note.value}"')
        else:
            texts.append(spell(note if null_keys else _without_none(note)))
    return texts[0] if len(texts) == 1 else f"tuple[{', '.join(texts)}]"


def _without_none(note: Expr) -> Expr:
    """`User` for `User | None` and `Optional[User]`."""
    from codemods.model.code import Operation

    match note:
        case Operation(operator="|", operands=operands):
            left = [o for o in operands if not (isinstance(o, Constant) and o.value is None)]
            return left[0] if len(left) == 1 else Operation("|", tuple(left))
        case Item(value=value, key=key) if (dotted_name(value) or "").endswith("Optional"):
            return key
        case _:
            return note


def plain_dict(annotation: str) -> str:
    return annotation.replace("defaultdict[", "dict[", 1) if annotation else ""


def returned_type(function: Function, annotation: str) -> str:
    """The annotation as one that a signature can bear: in quotes where the helper's own has them.

    Names in quotes need not be there yet when the function is defined.
    """
    plain = plain_dict(annotation)
    note = function.returns
    if note is None or not plain:
        return plain
    if not any(isinstance(n, Constant) and n.type == "str" for n in (note, _without_none(note))):
        return plain
    return "" if "Literal" in plain else f'"{plain.replace(chr(34), "")}"'


def told_of(helper: Helper, parameters: Sequence[str]) -> str:
    """What the docstring of a twin says."""
    short = helper.function.name.rpartition(".")[2]
    each = "" if len(parameters) == 1 else f", each `({', '.join(parameters)})`"
    if helper.query.gives == "exists":
        return f"Answer `{short}` for many keys at once{each}: those for which it is true."
    return f"Answer `{short}` for many keys at once{each}: a dict by key, without the missing ones."


def definition(
    function: Function,
    name: str,
    parameters: Sequence[str],
    held: str,
    returned: str,
    doc: str,
    body: str,
    null_keys: bool = False,
) -> tuple[str, list[tuple[str, str]]]:
    """The text of the twin, and the imports its annotations need."""
    imports: list[tuple[str, str]] = []
    parts: list[str] = []
    starred = False
    first = in_order(function, parameters)[0]
    for item in function.parameters:
        if item.name in parameters and item.name != first:
            continue
        if item.kind == "keyword" and not starred:
            parts.append("*")
            starred = True
        if item.kind == "args":
            starred = True
        if item.name == first:
            note = _key_type(function, parameters, null_keys)
            parts.append(f"{held}: Iterable[{note}]" if note else held)
            if note:
                imports.append(("collections.abc", "Iterable"))
        else:
            parts.append(_parameter_text(item))
    decorators = "".join(
        f"@{spell(d)}\n"
        for d in function.decorators
        if dotted_name(d) in ("staticmethod", "classmethod")
    )
    arrow = f" -> {returned}" if returned else ""
    word = "async def" if function.is_async else "def"
    head = f"{decorators}{word} {name}({', '.join(parts)}){arrow}:"
    return f'{head}\n    """{doc}"""\n{indented(body)}', imports


def _parameter_text(item: Parameter) -> str:
    star = {"args": "*", "kwargs": "**"}.get(item.kind, "")
    text = star + item.name
    if item.annotation is not None:
        text += f": {spell(item.annotation)}"
    if item.default is not None:
        text += (
            f" = {spell(item.default)}"
            if item.annotation is not None
            else f"={spell(item.default)}"
        )
    return text


def indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))
