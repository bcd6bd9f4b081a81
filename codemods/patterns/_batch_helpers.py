"""Loading through a helper: by the bulk twin it has, or by one written beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from codemods.languages.python.likeness import same_function
from codemods.languages.python.loading import load_code
from codemods.languages.python.queries.reading import plural, row_name
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
    Parameter,
    Step,
    walk,
)
from codemods.model.queries import Batched, Grouping, Query, Unreadable
from codemods.model.steps import AddFunction, AddImport, FileEdit, PlanStep
from codemods.patterns._batch_existing import existing
from codemods.patterns._batch_names import wishes
from codemods.patterns._batch_rows import by_name, columns_of
from codemods.patterns._batch_sites import Found
from codemods.project import calls
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.helpers import Helper, HelperCall, helper_of
from codemods.project.naming import Names
from codemods.project.queries import Asker, batch_query
from codemods.project.scope import Scope
from codemods.project.shaping import Shape, counts_as_true, free_names, present
from codemods.project.types import dotted_name, members

_PREPOSITIONS = frozenset(["by", "for", "from", "in", "of", "on", "to", "with"])


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
) -> HelperLoad | Unreadable:
    """How the rows for all keys are loaded through the helper of a call.

    `by_position` says that the database must tell which key a row belongs to.
    """
    call = found.helper
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    if len(varying) != 1:
        return Unreadable("the helper takes several keys", "B49")
    parameter = _parameter(call, call.helper, call.helper.query.filters[varying[0]].value)
    if parameter is None:
        return Unreadable("what the helper compares its key with is not one of its arguments")
    stranger = _stranger(scope, found, call)
    if stranger:
        return Unreadable(
            f"`{stranger}` does not have the helper itself, so it would not have its twin"
        )
    there = None
    if not by_position:
        there = existing(
            effects, scope, call, varying[0], parameter, keys, into, start, fresh
        )  # fmt: skip
    if there is not None:
        needed = _imports_of(scope, call, there.name.rpartition(".")[2])
        if isinstance(needed, Unreadable):
            return needed
        imports = [*needed, *there.imports]
        return HelperLoad(
            there.code, there.batched, f"`{there.name}` loads for many keys already", [], imports
        )
    if _makes_with(call.helper, parameter):
        return Unreadable("what the helper makes of its row needs the key, too", "B45")
    twin = _twin(effects, call.helper, varying[0], by_position)
    if isinstance(twin, Unreadable):
        return twin
    needed = _imports_of(scope, call, twin.name)
    if isinstance(needed, Unreadable):
        return needed
    code = f"{into} = {spell(_called(call, twin.name, parameter, Name(keys)))}"
    told = f"`{twin.name}` is added beside `{call.helper.function.name}`"
    if twin.there:
        told = f"`{twin.name}` loads for many keys already"
    return HelperLoad(code, replace(twin.batched, setup=()), told, twin.edits, needed)


def _stranger(scope: Scope, found: Found, call: HelperCall) -> str:
    """The class of the receiver where it is none of those that get the twin: a protocol."""
    callee = call.call.callee
    owner = call.helper.function.owner if call.helper is not None else None
    if owner is None or not isinstance(callee, Attribute):
        return ""
    if scope.symbol_of(callee.value) is not None:
        return ""
    for part in members(scope.type_of(callee.value, found.step)):
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


def _called(call: HelperCall, name: str, parameter: str, keys: Expr) -> Expr:
    """The call of the helper, of its twin instead and with all keys."""
    callee = call.call.callee
    new: Expr = Attribute(callee.value, name) if isinstance(callee, Attribute) else Name(name)
    value = call.bound.get(parameter)
    args = tuple(
        Argument(keys, plural_of(a.keyword) if a.keyword else None, a.star)
        if a.value is value
        else a
        for a in call.call.args
    )
    made = Call(new, args, call.call.span)
    return Await(made, 0, made.span) if call.awaited else made


def plural_of(name: str) -> str:
    return plural(name)


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


def _twin(effects: Effects, helper: Helper, index: int, by_position: bool) -> _Twin | Unreadable:
    """The twin of a helper, with those of the helpers it hands on to."""
    function = helper.function
    project = effects.project
    if function.outer is not None:
        return Unreadable("the helper is a function within a function")
    overridden = _overridden(effects, helper, index)
    if overridden is not None:
        return overridden
    if helper.inner is not None and helper.inner.helper is not None:
        inner = _twin(effects, helper.inner.helper, index, by_position)
        if isinstance(inner, Unreadable):
            return inner
        return _forwarding(effects, helper, inner, index)
    parameter = helper.query.filters[index].value
    if not isinstance(parameter, Name):
        return Unreadable("what the helper compares its key with is not one of its arguments")
    scope = Scope(project, function, helper.self_type)
    names = Names.beside(scope)
    names.drop(parameter.id)
    held = plural(parameter.id)
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

    batched = batch_query(replace(asked, by_position=by_position), (index,), asker, fresh)
    if isinstance(batched, Unreadable):
        return batched
    shaped = ""
    if helper.shape is not None:
        made = _shaped(asker, helper.shape, batched, names)
        if isinstance(made, Unreadable):
            return made
        shaped = made
    name = twin_name(function, parameter.id, helper.query)
    into = names.fresh("rows_by_key" if generic else wishes(asked, (index,))[0])
    keys = names.fresh("keys" if held != "keys" else "wanted")
    annotation = _dict_type(function, parameter.id, helper, batched)
    note = annotation if helper.shape is None else ""
    code = load_code(batched, keys, into, project.settings.chunk, names.fresh("start"), note)
    body = f"{keys} = list(dict.fromkeys({held}))\n{code}"
    for step in reversed(helper.contexts):
        word = "async with" if step.is_async else "with"
        items = ", ".join(
            spell(i.context) + (f" as {spell(i.target)}" if i.target is not None else "")
            for i in step.items
        )
        body = f"{word} {items}:\n{_indented(body)}"
    body += f"\nreturn {shaped.replace('LOADED', into) or into}"
    returned = _plain_dict(annotation)
    text, extra = _definition(
        function, name, parameter.id, held, returned, _doc(helper, name), body
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


def _forwarding(effects: Effects, helper: Helper, inner: _Twin, index: int) -> _Twin | Unreadable:
    """A twin for a function that only calls another: it calls the other's twin."""
    function, call = helper.function, helper.inner
    if call is None or call.helper is None:
        return Unreadable("the helper is not known")
    parameter = _parameter(call, call.helper, helper.query.filters[index].value)
    given = call.bound.get(parameter) if parameter is not None else None
    if parameter is None or not isinstance(given, Name):
        return Unreadable("the helper changes its argument before it hands it on")
    scope = Scope(effects.project, function, helper.self_type)
    imports = _imports_of(scope, call, inner.name)
    if isinstance(imports, Unreadable):
        return imports
    name = twin_name(function, given.id, helper.query)
    held = plural(given.id)
    loaded = spell(_called(call, inner.name, parameter, Name(held)))
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
    annotation = _dict_type(function, given.id, helper, inner.batched)
    text, extra = _definition(
        function, name, given.id, held, _plain_dict(annotation), _doc(helper, name), body
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

        found = helper_of(effects, function, Type(child))
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


def twin_name(function: Function, parameter: str, query: Query) -> str:
    """`get_orders_by_user_ids` for `get_orders(user_id)`, `get_users_by_ids` for `get_user(user_id)`."""
    short = function.name.rpartition(".")[2]
    if re.fullmatch(rf"(?:by|for|of|with)_{re.escape(parameter)}", short):
        return f"{short.partition('_')[0]}_{plural(parameter)}"
    base = re.sub(rf"_(?:by|for|of|with)_{re.escape(parameter)}$", "", short)
    base = re.sub(r"_(?:by|for|of|with)_(?:\w*id|pk|key)$", "", base)
    head, _, noun = base.rpartition("_")
    if head and noun not in _PREPOSITIONS and query.answer != "all" and query.gives == "entity":
        base = f"{head}_{plural(noun)}"
    suffix = plural(parameter)
    if query.gives == "entity" and query.answer != "all" and parameter == f"{noun}_id":
        suffix = "ids"
    return f"{base}_by_{suffix}"


def _dict_type(function: Function, parameter: str, helper: Helper, batched: Batched) -> str:
    """The annotation of the dict, in the words of the helper's own annotations; "" where it has none."""
    key = next((p.annotation for p in function.parameters if p.name == parameter), None)
    if function.returns is None or key is None:
        return ""
    given = _without_none(function.returns) if helper.query.answer != "one" else function.returns
    value = spell(given)
    if isinstance(given, Constant) and isinstance(given.value, str):
        value = given.value
    key_text = (
        key.value
        if isinstance(key, Constant) and isinstance(key.value, str)
        else spell(_without_none(key))
    )
    if batched.grouping == "set":
        return f"set[{key_text}]"
    if batched.grouping == "list" and helper.shape is None:
        value = re.sub(r"^(?:typing\.)?(?:List|Sequence|Iterable|Collection)\[", "list[", value)
        if not value.startswith("list"):
            return ""
        return f"defaultdict[{key_text}, {value}]"
    return f"dict[{key_text}, {value}]"


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


def _plain_dict(annotation: str) -> str:
    return annotation.replace("defaultdict[", "dict[", 1) if annotation else ""


def _doc(helper: Helper, name: str) -> str:
    short = helper.function.name.rpartition(".")[2]
    if helper.query.gives == "exists":
        return f"Answer `{short}` for many keys at once: those for which it is true."
    return f"Answer `{short}` for many keys at once: a dict by key, without the missing ones."


def _definition(
    function: Function, name: str, parameter: str, held: str, returned: str, doc: str, body: str
) -> tuple[str, list[tuple[str, str]]]:
    """The text of the twin, and the imports its annotations need."""
    imports: list[tuple[str, str]] = []
    parts: list[str] = []
    starred = False
    for item in function.parameters:
        if item.kind == "keyword" and not starred:
            parts.append("*")
            starred = True
        if item.kind == "args":
            starred = True
        if item.name == parameter:
            text = held
            if item.annotation is not None:
                note = item.annotation
                inner = (
                    note.value
                    if isinstance(note, Constant) and isinstance(note.value, str)
                    else spell(_without_none(note))
                )
                text += f": Iterable[{inner}]"
                imports.append(("collections.abc", "Iterable"))
            parts.append(text)
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
    return f'{head}\n    """{doc}"""\n{_indented(body)}', imports


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


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))


__all__ = ["HelperLoad", "Step", "at_call", "calls", "describe", "load_through", "twin_name"]
