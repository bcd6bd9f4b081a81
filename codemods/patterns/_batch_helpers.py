"""Loading through a helper: by the bulk twin it has, or by one written beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from codemods.languages.python.likeness import same_function
from codemods.languages.python.loading import load_code
from codemods.languages.python.queries.reading import row_name
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Comprehension,
    Constant,
    Expr,
    Function,
    Item,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Batched, Grouping, Unreadable
from codemods.model.steps import AddFunction, AddImport, FileEdit, PlanStep
from codemods.patterns._batch_existing import existing
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_shown import by_name, columns_of
from codemods.patterns._batch_sites import Found
from codemods.patterns._batch_twins import (
    definition,
    dict_type,
    held_as,
    in_order,
    indented,
    returned_type,
    told_of,
    twin_name,
)
from codemods.project import calls
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.helpers import Helper, HelperCall, helper_of
from codemods.project.naming import Names
from codemods.project.queries import Asker, batch_query
from codemods.project.scope import Scope
from codemods.project.shaping import Shape, counts_as_true, free_names, present
from codemods.project.types import members


@dataclass
class HelperLoad:
    """The code at the call, what it needs in other files, and how it is told."""

    code: str
    batched: Batched
    told: str
    edits: list[FileEdit] = field(default_factory=list)
    imports: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class _Twin:
    """A function that answers for many keys: a dict by key."""

    name: str
    edits: list[FileEdit]
    batched: Batched
    there: bool = False  # the project has it already


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
    by_position: bool = False,
    null_keys: bool = False,
) -> HelperLoad | Unreadable:
    """How the rows for all keys are loaded through the helper of a call.

    `by_position` says that the database must tell which key a row belongs to, `null_keys` that one
    may be None.
    """
    call = found.helper
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    parameters = _parameters(call, call.helper, varying)
    if isinstance(parameters, Unreadable):
        return parameters
    stranger = _stranger(scope, call, found.step)
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
        needed = _imports_of(scope, call, there.name.rpartition(".")[2])
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
    needed = _imports_of(scope, call, twin.name)
    if isinstance(needed, Unreadable):
        return needed
    code = f"{into} = {spell(_called(call, twin.name, parameters, Name(keys)))}"
    told = f"`{twin.name}` is added beside `{call.helper.function.name}`"
    if twin.there:
        told = f"`{twin.name}` loads for many keys already"
    return HelperLoad(code, replace(twin.batched, setup=()), told, twin.edits, needed)


def _stranger(scope: Scope, call: HelperCall, at: Step | None) -> str:
    """The class of the receiver where it is none of those that get the twin: a protocol."""
    callee = call.call.callee
    owner = call.helper.function.owner if call.helper is not None else None
    if owner is None or not isinstance(callee, Attribute):
        return ""
    if scope.symbol_of(callee.value) is not None:
        return ""
    for part in members(scope.type_of(callee.value, at)):
        plain = part.args[0] if part.name == "type" and part.args else part
        if owner not in scope.project.mro(plain.name):
            return plain.name.rpartition(".")[2]
    return ""


def _imports_of(scope: Scope, call: HelperCall, name: str) -> list[tuple[str, str]] | Unreadable:
    """What must be imported for the twin of a helper to be called where the helper is."""
    callee = call.call.callee
    home = call.helper.function.module if call.helper is not None else ""
    if isinstance(callee, Attribute):
        symbol = scope.symbol_of(callee.value)
        if symbol is not None and symbol.kind == "module" and symbol.name != home:
            return Unreadable(f"`{symbol.name}` hands the helper on, and would not have its twin")
        return []
    if not isinstance(callee, Name) or scope.is_local(callee.id) or scope.is_local(name):
        return Unreadable("the helper is a local name, under which its twin could not be called")
    return [] if home == scope.module.name else [(home, name)]


def _called(call: HelperCall, name: str, parameters: Sequence[str], keys: Expr) -> Expr:
    """The call of the helper, of its twin instead and with all keys in place of the first one."""
    callee = call.call.callee
    new: Expr = Attribute(callee.value, name) if isinstance(callee, Attribute) else Name(name)
    order = [p for p in call.bound if p in parameters]
    if call.helper is not None:
        order = in_order(call.helper.function, parameters)
    first, *others = (call.bound[p] for p in order)
    args: list[Argument] = []
    for arg in call.call.args:
        if arg.value is first:
            word = held_as(parameters) if arg.keyword else None
            args.append(Argument(keys, word, arg.star))
        elif not any(arg.value is other for other in others):
            args.append(arg)
    made = Call(new, tuple(args), call.call.span)
    return Await(made, 0, made.span) if call.awaited else made


def _parameters(
    call: HelperCall, helper: Helper, varying: Sequence[int]
) -> tuple[str, ...] | Unreadable:
    """The parameters of the helper that the keys come from, in the order of the conditions."""
    found: list[str] = []
    for index in varying:
        name = _parameter(call, helper, helper.query.filters[index].value)
        if name is None:
            return Unreadable("what the helper compares its key with is not one of its arguments")
        found.append(name)
    if len(set(found)) < len(found):
        return Unreadable("the helper compares one argument with several columns", "B49")
    return tuple(found)


def _parameter(call: HelperCall, helper: Helper, value: Expr) -> str | None:
    """The parameter of the helper that the key comes from."""
    if helper.inner is not None and helper.inner.helper is not None:
        inner = _parameter(helper.inner, helper.inner.helper, value)
        if inner is None:
            return None
        given = helper.inner.bound.get(inner)
        return given.id if isinstance(given, Name) and given.id in call.bound else None
    return value.id if isinstance(value, Name) and value.id in call.bound else None


# -- a twin that is written ---------------------------------------------------------------------------


def _twin(
    effects: Effects,
    helper: Helper,
    varying: tuple[int, ...],
    by_position: bool,
    null_keys: bool,
) -> _Twin | Unreadable:
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
            over = _over_existing(effects, helper, varying)
            if over is not None:
                return over
        inner = _twin(effects, helper.inner.helper, varying, by_position, null_keys)
        if isinstance(inner, Unreadable):
            return inner
        return _forwarding(effects, helper, inner, varying, null_keys)
    compared = [helper.query.filters[index].value for index in varying]
    parameters = tuple(value.id for value in compared if isinstance(value, Name))
    if len(parameters) < len(varying):
        return Unreadable("what the helper compares its key with is not one of its arguments")
    scope = Scope(project, function, helper.self_type, dict(helper.handed))
    refused = _no_place(function, parameters)
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
    generic = (
        function.owner is not None
        and helper.self_type is not None
        and (helper.self_type.name != function.owner)
    )
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
        made = _shaped(asker, helper.shape, batched, names)
        if isinstance(made, Unreadable):
            return made
        shaped = made
    name = twin_name(function, parameters, helper.query)
    into = names.fresh("rows_by_key" if generic else wishes(asked, varying)[0])
    keys = names.fresh("keys" if held != "keys" else "wanted")
    annotation = dict_type(function, parameters, helper, batched, null_keys)
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
    if _taken(effects, function, name):
        if not _written_so(effects, function, name, text):
            return Unreadable(f"`{name}` is there already and does something else")
        return _Twin(name, [], _handed(helper, batched), there=True)
    steps: list[PlanStep] = [
        AddFunction(function.name, function.span.line, function.span, name, text)
    ]
    imports = [*batched.imports, *extra]
    if batched.grouping == "list":
        imports.append(("collections", "defaultdict"))
    steps += (AddImport(m, n or None) for m, n in imports)
    return _Twin(name, [FileEdit(path, tuple(steps))], _handed(helper, batched))


def _shaped(asker: Asker, shape: Shape, batched: Batched, names: Names) -> str | Unreadable:
    """The dict of what the helper makes of the rows, from `LOADED`, the dict of the rows."""
    if batched.grouping == "set":
        return Unreadable("what the helper makes of its answer is not known")
    if batched.widened and not _reads_by_name(shape):
        return Unreadable("the key column is not among the columns that are selected")
    made = present(shape, counts_as_true(asker, shape.query))
    if made == Name(shape.name):
        return ""
    key = names.fresh("key")
    return f"{{{key}: {spell(made)} for {key}, {shape.name} in LOADED.items()}}"


def _reads_by_name(shape: Shape) -> bool:
    """Whether rows are looked at by the names of their columns alone."""
    rows = {shape.name} if shape.query.answer != "all" else set()
    for part in walk(shape.expr):
        if isinstance(part, Comprehension):
            for clause in part.clauses:
                if clause.iterable == Name(shape.name):
                    if not isinstance(clause.target, Name):
                        return False
                    rows.add(clause.target.id)
    return bool(rows) and all(by_name(shape.expr, row, columns_of(shape.query)) for row in rows)


def _handed(helper: Helper, batched: Batched) -> Batched:
    """What the twin gives to its callers."""
    if helper.shape is None:
        return batched
    grouping: Grouping = "list" if helper.query.answer == "all" else "one"
    return replace(batched, grouping=grouping, widened=False)


def _forwarding(
    effects: Effects, helper: Helper, inner: _Twin, varying: Sequence[int], null_keys: bool
) -> _Twin | Unreadable:
    """A twin for a function that only calls another: it calls the other's twin."""
    function, call = helper.function, helper.inner
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    inside = _parameters(call, call.helper, varying)
    if isinstance(inside, Unreadable):
        return inside
    handed = [call.bound.get(p) for p in inside]
    given = tuple(value.id for value in handed if isinstance(value, Name))
    if len(given) < len(inside):
        return Unreadable("the helper changes its argument before it hands it on")
    refused = _no_place(function, given)
    if refused is not None:
        return refused
    scope = Scope(effects.project, function, helper.self_type, dict(helper.handed))
    imports = _imports_of(scope, call, inner.name)
    if isinstance(imports, Unreadable):
        return imports
    name = twin_name(function, given, helper.query)
    held = held_as(given)
    loaded = spell(_called(call, inner.name, inside, Name(held)))
    body = f"return {loaded}"
    if helper.shape is not None:
        names = Names.beside(scope)
        names.take(held)
        asker = Asker(effects, scope, helper.at)
        shaped = _shaped(asker, helper.shape, inner.batched, names)
        if isinstance(shaped, Unreadable):
            return shaped
        if shaped:
            into = names.fresh("found")
            body = f"{into} = {loaded}\nreturn {shaped.replace('LOADED', into)}"
    return _beside(effects, helper, name, given, body, inner, imports, null_keys)


def _over_existing(effects: Effects, helper: Helper, varying: Sequence[int]) -> _Twin | None:
    """A twin for a function that only calls another, over the bulk method that the other has."""
    function, call = helper.function, helper.inner
    if call is None or call.helper is None or len(varying) != 1:
        return None
    inside = _parameters(call, call.helper, varying)
    value = call.bound.get(inside[0]) if not isinstance(inside, Unreadable) else None
    if isinstance(inside, Unreadable) or not isinstance(value, Name):
        return None
    given = (value.id,)
    if _no_place(function, given) is not None:
        return None
    scope = Scope(effects.project, function, helper.self_type, dict(helper.handed))
    if _stranger(scope, call, helper.at):
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
    imports = _imports_of(scope, call, there.name.rpartition(".")[2]) if there is not None else []
    if there is None or isinstance(imports, Unreadable):
        return None
    shaped = ""
    if helper.shape is not None:
        made = _shaped(Asker(effects, scope, helper.at), helper.shape, there.batched, names)
        if isinstance(made, Unreadable):
            return None
        shaped = made
    result = shaped.replace("LOADED", into) or into
    body = f"{keys} = list(dict.fromkeys({held}))\n{there.code}\nreturn {result}"
    name = twin_name(function, given, helper.query)
    inner = _Twin(there.name, [], there.batched, there=True)
    twin = _beside(effects, helper, name, given, body, inner, [*imports, *there.imports], False)
    return None if isinstance(twin, Unreadable) else twin


def _beside(
    effects: Effects,
    helper: Helper,
    name: str,
    given: tuple[str, ...],
    body: str,
    inner: _Twin,
    imports: Sequence[tuple[str, str]],
    null_keys: bool,
) -> _Twin | Unreadable:
    """The twin with a body that asks an inner one, beside its helper; or the one that is there."""
    function = helper.function
    annotation = dict_type(function, given, helper, inner.batched, null_keys)
    text, extra = definition(
        function,
        name,
        given,
        held_as(given),
        returned_type(function, annotation),
        told_of(helper, given),
        body,
        null_keys,
    )
    path = effects.project.modules[function.module].path
    if _taken(effects, function, name):
        if not _written_so(effects, function, name, text):
            return Unreadable(f"`{name}` is there already and does something else")
        return _Twin(name, inner.edits, _handed(helper, inner.batched), there=not inner.edits)
    steps: list[PlanStep] = [
        AddFunction(function.name, function.span.line, function.span, name, text),
        *(AddImport(m, n or None) for m, n in (*imports, *extra)),
    ]
    edits = list(inner.edits)
    for place, edit in enumerate(edits):
        if edit.path == path:
            edits[place] = FileEdit(path, (*edit.steps, *steps))
            break
    else:
        edits.append(FileEdit(path, tuple(steps)))
    return _Twin(name, edits, _handed(helper, inner.batched))


def _no_place(function: Function, parameters: Sequence[str]) -> Unreadable | None:
    """Why all keys cannot stand where the first of them does among the parameters."""
    if len(set(parameters)) < len(parameters):
        return Unreadable("the helper compares one argument with several columns", "B49")
    held, first = held_as(parameters), in_order(function, parameters)[0]
    if any(p.name == held for p in function.parameters):
        return Unreadable(f"`{held}` is another argument of the helper")
    read = {
        p.id
        for step in steps_within(function.body)
        for expr in expressions(step)
        for p in walk(expr)
        if isinstance(p, Name)
    }
    if held in read - function.local_names:
        return Unreadable(f"`{held}` has another meaning in the helper")
    for item in function.parameters:
        if item.name == first:
            break
        if item.kind == "positional" and item.default is not None:
            return Unreadable(f"`{item.name}`, which need not be given, stands before its key")
    return None


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
    for child in effects.project.subclasses(function.owner):
        from codemods.project.types import Type

        found = helper_of(effects, function, Type(child), handed=helper.handed)
        if not isinstance(found, Helper) or len(found.query.filters) <= index:
            return Unreadable(f"`{child}` makes something else of `{function.name}`")
        if found.query.filters[index].column != column:
            return Unreadable(f"`{child}` has another key than `{column}`")
    return None


def _taken(effects: Effects, function: Function, name: str) -> bool:
    holder = function.name.rpartition(".")[0]
    module = effects.project.modules[function.module]
    if function.owner is not None:
        owners = [*effects.project.mro(function.owner), *effects.project.subclasses(function.owner)]
        return any(
            (found := effects.project.class_fact(o)) is not None
            and (name in found[1].methods or name in {a for a, _, _ in found[1].attributes})
            for o in owners
        )
    return bool(effects.project.functions_named(f"{holder}.{name}")) or name in module.variables


def _written_so(effects: Effects, function: Function, name: str, text: str) -> bool:
    """Whether the one function of that name beside another is what would be written there."""
    project = effects.project
    module = project.modules[function.module]
    owner = function.owner.removeprefix(f"{function.module}.") if function.owner else None
    holder = function.name.removeprefix(f"{function.module}.").rpartition(".")[0]
    wanted = f"{holder}.{name}" if holder else name
    found = [f for f in module.facts.functions if f.name == wanted]
    if len(found) != 1 or found[0].owner != owner or name in module.variables:
        return False
    if function.owner is not None:
        below = [c for c in project.subclasses(function.owner) if c != function.owner]
        facts = [f[1] for c in (function.owner, *below) if (f := project.class_fact(c)) is not None]
        if any(name in f.methods for f in facts[1:]):
            return False
        if any(name in {a for a, _, _ in f.attributes} for f in facts):
            return False
    lines = project.lines(module.path)
    first = found[0].line
    there = "\n".join(lines[first - 1 : found[0].end_line])
    return same_function(there, text)


__all__ = ["HelperLoad", "Step", "at_call", "calls", "describe", "load_through"]
