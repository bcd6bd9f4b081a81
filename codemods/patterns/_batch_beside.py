"""A twin beside its helper: where it may stand, how it is called, whether it is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from codemods.languages.python.likeness import same_function
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Comprehension,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.queries import Batched, Grouping, Unreadable
from codemods.model.steps import AddFunction, AddImport, FileEdit, PlanStep
from codemods.patterns._batch_shown import by_name, columns_of
from codemods.patterns._batch_twins import (
    definition,
    dict_type,
    held_as,
    in_order,
    returned_type,
    told_of,
)
from codemods.project.effects import Effects
from codemods.project.helpers import Helper, HelperCall
from codemods.project.naming import Names
from codemods.project.queries import Asker
from codemods.project.scope import Scope
from codemods.project.shaping import Shape, counts_as_true, present
from codemods.project.types import members


@dataclass
class Twin:
    """A function that answers for many keys: a dict by key."""

    name: str
    edits: list[FileEdit]
    batched: Batched
    there: bool = False  # the project has it already


def stranger_of(scope: Scope, call: HelperCall, at: Step | None) -> str:
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


def imports_of(scope: Scope, call: HelperCall, name: str) -> list[tuple[str, str]] | Unreadable:
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


def called(call: HelperCall, name: str, parameters: Sequence[str], keys: Expr) -> Expr:
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
    return call.made(made)


def parameters_of(
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


def shaped_code(asker: Asker, shape: Shape, batched: Batched, names: Names) -> str | Unreadable:
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


def handed(helper: Helper, batched: Batched) -> Batched:
    """What the twin gives to its callers."""
    if helper.shape is None:
        return batched
    grouping: Grouping = "list" if helper.query.answer == "all" else "one"
    return replace(batched, grouping=grouping, widened=False)


def put_beside(
    effects: Effects,
    helper: Helper,
    name: str,
    given: tuple[str, ...],
    body: str,
    inner: Twin,
    imports: Sequence[tuple[str, str]],
    null_keys: bool,
) -> Twin | Unreadable:
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
    if is_taken(effects, function, name):
        if not written_so(effects, function, name, text):
            return Unreadable(f"`{name}` is there already and does something else")
        return Twin(name, inner.edits, handed(helper, inner.batched), there=not inner.edits)
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
    return Twin(name, edits, handed(helper, inner.batched))


def no_place(function: Function, parameters: Sequence[str]) -> Unreadable | None:
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


def is_taken(effects: Effects, function: Function, name: str) -> bool:
    """Whether a twin's name is in use where it would stand, also in classes above and below."""
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


def written_so(effects: Effects, function: Function, name: str, text: str) -> bool:
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
