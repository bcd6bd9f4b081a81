"""Loading through a helper: by the bulk twin it has, or by one written beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from codemods.languages.python.loading import load_code
from codemods.languages.python.queries.reading import row_name
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Constant,
    Expr,
    Item,
    Name,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Batched, Positions, Unreadable
from codemods.model.steps import AddFunction, AddImport, FileEdit, PlanStep
from codemods.patterns._batch_beside import (
    Twin,
    called,
    handed,
    imports_of,
    is_taken,
    no_place,
    parameters_of,
    shaped_code,
    stranger_of,
    written_so,
)
from codemods.patterns._batch_existing import existing
from codemods.patterns._batch_layers import forwarding, over_existing
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_notes import rows_have_none, value_is_optional
from codemods.patterns._batch_sites import Found
from codemods.patterns._batch_twins import (
    definition,
    dict_type,
    held_as,
    indented,
    returned_type,
    told_of,
    twin_name,
)
from codemods.project.decorators import receiver_name
from codemods.project.effects import Effects
from codemods.project.held_classes import held_class
from codemods.project.helpers import Helper, HelperCall, helper_of
from codemods.project.naming import Names
from codemods.project.queries import Asker, batch_query
from codemods.project.scope import Scope
from codemods.project.shaping import free_names
from codemods.project.types import Type


@dataclass
class HelperLoad:
    """The code at the call, what it needs in other files, and how it is told."""

    code: str
    batched: Batched
    told: str
    edits: list[FileEdit] = field(default_factory=list)
    imports: list[tuple[str, str]] = field(default_factory=list)


def at_call(call: HelperCall, value: Expr) -> Expr | None:
    """What a value in terms of the helper's parameters is where the helper is called."""
    if call.helper is not None and call.helper.inner is not None:
        inner = at_call(call.helper.inner, value)
        if inner is None:
            return None
        value = inner
    match value:
        case Name(id=name) if name in call.bound:
            return call.bound[name]
        case Constant():
            return value
        case Attribute() | Item():
            # Of the object itself or of the module: the same in every turn.
            return Constant("unknown", "invariant")
        case Name():
            return Constant("unknown", "invariant")
        case _:
            return None


def load_through(
    effects: Effects,
    scope: Scope,
    found: Found,
    varying: tuple[int, ...],
    keys: str,
    into: str,
    fresh: Callable[[str], str],
    start: str,
    by_position: Positions = "",
    null_keys: bool = False,
) -> HelperLoad | Unreadable:
    """How the rows for all keys are loaded through the helper of a call.

    `by_position` says how the database must tell which key a row belongs to, `null_keys` that one
    may be None.
    """
    call = found.helper
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    parameters = parameters_of(call, call.helper, varying)
    if isinstance(parameters, Unreadable):
        return parameters
    stranger = stranger_of(scope, call, found.step)
    if stranger:
        return Unreadable(
            f"`{stranger}` does not have the helper itself, so it would not have its twin"
        )
    there = None
    if not by_position and len(varying) == 1:
        there = existing(
            effects, scope, call, varying[0], parameters[0], keys, into, start, fresh
        )  # fmt: skip
    if there is not None:
        needed = imports_of(scope, call, there.name.rpartition(".")[2])
        if isinstance(needed, Unreadable):
            return needed
        imports = [*needed, *there.imports]
        return HelperLoad(
            there.code, there.batched, f"`{there.name}` loads for many keys already", [], imports
        )
    if any(_makes_with(call.helper, p) for p in parameters):
        return Unreadable("what the helper makes of its row needs the key, too", "B45")
    twin = _twin(effects, call.helper, varying, by_position, null_keys)
    if isinstance(twin, Unreadable):
        return twin
    needed = imports_of(scope, call, twin.name)
    if isinstance(needed, Unreadable):
        return needed
    code = f"{into} = {spell(called(call, twin.name, parameters, Name(keys)))}"
    told = f"`{twin.name}` is added beside `{call.helper.function.name}`"
    if twin.there:
        told = f"`{twin.name}` loads for many keys already"
    return HelperLoad(code, replace(twin.batched, setup=()), told, twin.edits, needed)


# -- a twin that is written ---------------------------------------------------------------------------


def _twin(
    effects: Effects,
    helper: Helper,
    varying: tuple[int, ...],
    by_position: Positions,
    null_keys: bool,
) -> Twin | Unreadable:
    """The twin of a helper, with those of the helpers it hands on to."""
    function = helper.function
    project = effects.project
    if function.outer is not None:
        return Unreadable("the helper is a function within a function")
    for index in varying:
        overridden = _overridden(effects, helper, index)
        if overridden is not None:
            return overridden
    if helper.inner is not None and helper.inner.helper is not None:
        if not by_position and not null_keys:
            over = over_existing(effects, helper, varying)
            if over is not None:
                return over
        inner = _twin(effects, helper.inner.helper, varying, by_position, null_keys)
        if isinstance(inner, Unreadable):
            return inner
        return forwarding(effects, helper, inner, varying, null_keys)
    compared = [helper.query.filters[index].value for index in varying]
    parameters = tuple(value.id for value in compared if isinstance(value, Name))
    if len(parameters) < len(varying):
        return Unreadable("what the helper compares its key with is not one of its arguments")
    scope = Scope(project, function, helper.self_type, dict(helper.handed))
    refused = no_place(function, parameters)
    if refused is not None:
        return refused
    names = Names.beside(scope)
    for parameter in parameters:
        names.drop(parameter)
    held = held_as(parameters)
    names.take(held)
    asker = Asker(effects, scope, helper.at)
    asked = helper.shape.query if helper.shape is not None else helper.query
    fresh = names.fresh
    generic = _is_generic(effects, helper)
    if generic:
        # In a base class it is not one model that rows are of.
        short = row_name(asked, None)

        def fresh(wish: str) -> str:
            return names.fresh("row" if wish == short else wish)

    asked = replace(asked, by_position=by_position, null_keys=null_keys)
    batched = batch_query(asked, varying, asker, fresh)
    if isinstance(batched, Unreadable):
        return batched
    shaped = ""
    if helper.shape is not None:
        made = shaped_code(asker, helper.shape, batched, names)
        if isinstance(made, Unreadable):
            return made
        shaped = made
    name = twin_name(function, parameters, helper.query)
    if generic and by_position:
        # Another model of the same base may have keys that need no numbers.
        name = f"{name}_numbered"
    into = names.fresh("rows_by_key" if generic else wishes(asked, varying)[0])
    keys = names.fresh("keys" if held != "keys" else "wanted")
    filled = rows_have_none(asker, asked, asked.filters[varying[0]])
    optional = value_is_optional(asker, helper.query)
    annotation = dict_type(
        function, parameters, helper, batched, null_keys, filled and helper.shape is None, optional
    )
    note = annotation if helper.shape is None else ""
    code = load_code(batched, keys, into, project.settings.chunk, names.fresh("start"), note)
    body = f"{keys} = list(dict.fromkeys({held}))\n{code}"
    for step in reversed(helper.contexts):
        word = "async with" if step.is_async else "with"
        items = ", ".join(
            spell(i.context) + (f" as {spell(i.target)}" if i.target is not None else "")
            for i in step.items
        )
        body = f"{word} {items}:\n{indented(body)}"
    body += f"\nreturn {shaped.replace('LOADED', into) or into}"
    returned = returned_type(function, annotation)
    text, extra = definition(
        function,
        name,
        parameters,
        held,
        returned,
        told_of(helper, parameters),
        body,
        null_keys,
    )
    path = project.modules[function.module].path
    if is_taken(effects, function, name):
        if not written_so(effects, function, name, text):
            return Unreadable(f"`{name}` is there already and does something else")
        return Twin(name, [], handed(helper, batched), there=True)
    steps: list[PlanStep] = [
        AddFunction(function.name, function.span.line, function.span, name, text)
    ]
    if batched.imported_late:
        return Unreadable(
            f"`{batched.imported_late[0][1]}` is not imported where the helper stands"
        )
    imports = [*batched.imports, *extra]
    if batched.grouping == "list":
        imports.append(("collections", "defaultdict"))
    steps += (AddImport(m, n or None) for m, n in imports)
    return Twin(name, [FileEdit(path, tuple(steps))], handed(helper, batched))


def _is_generic(effects: Effects, helper: Helper) -> bool:
    """Whether the rows that a method asks for are of a model that its own class does not name."""
    owner = helper.function.owner
    if owner is None or helper.self_type is None:
        return False
    said = (held_class(effects.project, Type(owner), n) for n in _models_read(effects, helper))
    return helper.self_type.name != owner or any(h is None or not h.cls for h in said)


def _models_read(effects: Effects, helper: Helper) -> frozenset[str]:
    """The attributes of its own object by which a method names a class: `model` for `self.model`."""
    function = helper.function
    receiver = receiver_name(effects.project, function)
    own = helper.self_type
    if receiver is None or own is None:
        return frozenset()
    read = {
        part.name
        for step in steps_within(function.body)
        for expr in expressions(step)
        for part in walk(expr)
        if isinstance(part, Attribute) and part.value == Name(receiver)
    }
    return frozenset(n for n in read if (h := held_class(effects.project, own, n)) and h.cls)


def _makes_with(helper: Helper, parameter: str) -> bool:
    """Whether what is made of the rows reads the parameter of the key, in any layer."""
    here, name = helper, parameter
    while True:
        if here.shape is not None and name in free_names(here.shape.expr):
            return True
        inner = here.inner
        if inner is None or inner.helper is None:
            return False
        given = [p for p, value in inner.bound.items() if value == Name(name)]
        if not given:
            return False
        here, name = inner.helper, given[0]


def _overridden(effects: Effects, helper: Helper, index: int) -> Unreadable | None:
    """Why one twin in the class of the helper cannot serve all classes below it."""
    function = helper.function
    if function.owner is None:
        return None
    column = helper.query.filters[index].column
    models = _models_read(effects, helper)
    for child in effects.project.subclasses(function.owner):
        held = [held_class(effects.project, Type(child), name) for name in models]
        if any(h is None or not h.cls for h in held):
            continue  # of an object that is known as such, nobody knows which rows it asks for
        found = helper_of(effects, function, Type(child), handed=helper.handed)
        if not isinstance(found, Helper) or len(found.query.filters) <= index:
            return Unreadable(f"`{child}` makes something else of `{function.name}`")
        if found.query.filters[index].column != column:
            return Unreadable(f"`{child}` has another key than `{column}`")
    return None
