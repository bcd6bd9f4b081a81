"""Twins of functions that only call another: over the twin of the other, or its bulk method."""

from __future__ import annotations

from collections.abc import Sequence

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Name,
)
from codemods.model.queries import Unreadable
from codemods.patterns._batch_beside import (
    Twin,
    called,
    imports_of,
    no_place,
    parameters_of,
    put_beside,
    shaped_code,
    stranger_of,
)
from codemods.patterns._batch_existing import existing
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_twins import (
    held_as,
    twin_name,
)
from codemods.project.effects import Effects
from codemods.project.helpers import Helper
from codemods.project.naming import Names
from codemods.project.queries import Asker
from codemods.project.scope import Scope


def forwarding(
    effects: Effects, helper: Helper, inner: Twin, varying: Sequence[int], null_keys: bool
) -> Twin | Unreadable:
    """A twin for a function that only calls another: it calls the other's twin."""
    function, call = helper.function, helper.inner
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    inside = parameters_of(call, call.helper, varying)
    if isinstance(inside, Unreadable):
        return inside
    handed = [call.bound.get(p) for p in inside]
    given = tuple(value.id for value in handed if isinstance(value, Name))
    if len(given) < len(inside):
        return Unreadable("the helper changes its argument before it hands it on")
    refused = no_place(function, given)
    if refused is not None:
        return refused
    scope = Scope(effects.project, function, helper.self_type, dict(helper.handed))
    stranger = stranger_of(scope, call, helper.at)
    if stranger:
        return Unreadable(
            f"`{stranger}` does not have the helper itself, so it would not have its twin"
        )
    imports = imports_of(scope, call, inner.name)
    if isinstance(imports, Unreadable):
        return imports
    name = twin_name(function, given, helper.query)
    held = held_as(given)
    loaded = spell(called(call, inner.name, inside, Name(held)))
    body = f"return {loaded}"
    if helper.shape is not None:
        names = Names.beside(scope)
        names.take(held)
        asker = Asker(effects, scope, helper.at)
        shaped = shaped_code(asker, helper.shape, inner.batched, names)
        if isinstance(shaped, Unreadable):
            return shaped
        if shaped:
            into = names.fresh("found")
            body = f"{into} = {loaded}\nreturn {shaped.replace('LOADED', into)}"
    return put_beside(effects, helper, name, given, body, inner, imports, null_keys)


def over_existing(effects: Effects, helper: Helper, varying: Sequence[int]) -> Twin | None:
    """A twin for a function that only calls another, over the bulk method that the other has."""
    function, call = helper.function, helper.inner
    if call is None or call.helper is None or len(varying) != 1:
        return None
    inside = parameters_of(call, call.helper, varying)
    value = call.bound.get(inside[0]) if not isinstance(inside, Unreadable) else None
    if isinstance(inside, Unreadable) or not isinstance(value, Name):
        return None
    given = (value.id,)
    if no_place(function, given) is not None:
        return None
    scope = Scope(effects.project, function, helper.self_type, dict(helper.handed))
    if stranger_of(scope, call, helper.at):
        return None
    names = Names.beside(scope)
    names.drop(value.id)
    held = held_as(given)
    names.take(held)
    keys = names.fresh("keys" if held != "keys" else "wanted")
    into = names.fresh(wishes(helper.query, tuple(varying))[0])
    start = names.fresh("start")
    there = existing(
        effects, scope, call, varying[0], inside[0], keys, into, start, names.fresh
    )  # fmt: skip
    imports = imports_of(scope, call, there.name.rpartition(".")[2]) if there is not None else []
    if there is None or isinstance(imports, Unreadable):
        return None
    shaped = ""
    if helper.shape is not None:
        made = shaped_code(Asker(effects, scope, helper.at), helper.shape, there.batched, names)
        if isinstance(made, Unreadable):
            return None
        shaped = made
    result = shaped.replace("LOADED", into) or into
    body = f"{keys} = list(dict.fromkeys({held}))\n{there.code}\nreturn {result}"
    name = twin_name(function, given, helper.query)
    inner = Twin(there.name, [], there.batched, there=True)
    twin = put_beside(effects, helper, name, given, body, inner, [*imports, *there.imports], False)
    return None if isinstance(twin, Unreadable) else twin
