"""What a call gives back: the type of its value, and where that value hangs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Constant,
    Expr,
    Function,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Place
from codemods.project.annotations import resolve, type_of_annotation
from codemods.project.attributes import column_type
from codemods.project.calls import Target, bind, passed_types, targets
from codemods.project.codebase import Codebase, View
from codemods.project.decorators import has_decorator
from codemods.project.frameworks import model_named, user_model
from codemods.project.held_classes import classes_handed
from codemods.project.items import iterated_type
from codemods.project.returns import return_type, yielded_type
from codemods.project.schema import entity_of
from codemods.project.session_rows import is_kept_row
from codemods.project.symbols import type_values
from codemods.project.types import COROUTINE, Type, join, substitute, type_from_text

# With one of them, a function that makes a class gives it more than its library's class has.
_OWN_BASE = frozenset(["cls", "metaclass", "constructor"])

# What they give is there already, for everybody.
_NAMESPACES = frozenset(["globals", "builtins.globals", "vars", "builtins.vars"])
# What they take from two query sets of values is of the kinds of either.
_JOINED = frozenset(
    f"django.db.models.QuerySet.{n}" for n in ("union", "intersection", "difference")
)
_CONTEXTS = ("contextlib.contextmanager", "contextlib.asynccontextmanager")

# Methods by which a form may save in a way of its own.
_SAVING = frozenset({"save", "save_new", "save_existing", "save_m2m", "delete_existing"})


def result_type(scope: View, call: Call, at: Step | None) -> Type | None:
    """The type of a call's value; a coroutine for a coroutine function."""
    if isinstance(call.callee, Name) and call.callee.id == "super" and scope.self_type:
        return scope.self_type
    found: list[Type | None] = []
    for target in targets(scope, call, at):
        match target.kind:
            case "class":
                found.append(_made(scope, call, target, at))
            case "function" if target.function is not None:
                found.append(_function_result(scope, call, target, at))
            case "fact" if target.fact is not None:
                found.append(_fact_result(scope, call, target, at))
            case _:
                found.append(_made_context(scope, call))
    return join(found) if found else _made_context(scope, call)


def _made(scope: View, call: Call, target: Target, at: Step | None) -> Type:
    """An object of a class, with the classes that it is made with."""
    if scope.project.class_fact(target.name) is None:
        return Type(target.name)
    args = target.self_type.args if target.self_type is not None else ()
    handed = classes_handed(scope, call, target.name, at)
    return Type(target.name, args, exact=True, made_with=handed)


def _made_context(scope: View, call: Call) -> Type | None:
    """What `get_db()` is after `get_db = contextmanager(get_session)` in a module."""
    symbol = scope.symbol_of(call.callee)
    if symbol is None or symbol.kind != "variable":
        return None
    project = scope.project
    module, name = project.split(symbol.name)
    places = module.variables.get(name, ()) if module is not None else ()
    step = (
        project.statement(module, *places[0]) if module is not None and len(places) == 1 else None
    )
    made = step.value if step is not None else None
    if module is None or not isinstance(made, Call) or len(made.args) != 1:
        return None
    maker = resolve(project, module, made.callee)
    given = resolve(project, module, made.args[0].value)
    if maker is None or maker.name not in _CONTEXTS or given is None or given.kind != "function":
        return None
    return join(_context(project, f, None) for f in project.functions_named(given.name))


def _context(project: Codebase, function: Function, self_type: Type | None) -> Type:
    """The type of a context manager that a generator makes: what it yields, where that is known."""
    returned = return_type(project, function, self_type)
    if returned is None:
        yielded = yielded_type(project, function, self_type)
        return Type("context", (yielded,) if yielded else ())
    return Type("context", returned.args[:1])


def _function_result(scope: View, call: Call, target: Target, at: Step | None) -> Type | None:
    project, function = scope.project, target.function
    if function is None:
        return None
    self_type = target.self_type if function.owner else None
    if has_decorator(project, function, "contextmanager", "asynccontextmanager"):
        return _context(project, function, self_type)
    returned = return_type(project, function, self_type)
    if returned is None and _depends_on_call(function):
        bound = bind(project, call, function)
        handed = passed_types(scope, bound, function, at)
        if handed:
            returned = return_type(project, function, self_type, handed)
    if returned is not None:
        # `def load(model: type[T]) -> T` gives what it is handed.
        returned = substitute(returned, _passed_variables(scope, call, function, at))
    if function.is_async and not function.is_generator:
        return Type(COROUTINE, (returned,) if returned else ())
    return returned


def _depends_on_call(function: Function) -> bool:
    """Whether what a function gives may be known only by what one call hands it."""
    return (
        function.returns is None
        and not function.is_generator
        and any(p.annotation is None for p in function.parameters[function.owner is not None :])
    )


def _passed_variables(
    scope: View, call: Call, function: Function, at: Step | None
) -> dict[str, Type | None]:
    project = scope.project
    module = project.modules[function.module]
    values: dict[str, Type | None] = {}
    for name, value in bind(project, call, function).items():
        parameter = next((p for p in function.parameters if p.name == name), None)
        if parameter is None or value is None:
            continue
        declared = type_of_annotation(project, module, parameter.annotation, function.owner)
        if declared is None:
            continue
        inner = declared.args[0] if declared.name == "type" and declared.args else declared
        symbol_module, variable = project.split(inner.name)
        if symbol_module is None or variable not in symbol_module.variables:
            continue
        given = scope.type_of(value, at)
        if declared.name == "type":
            given = given.args[0] if given and given.name == "type" and given.args else None
        values[inner.name] = replace(given, exact=False) if given else None
    return values


def _fact_result(scope: View, call: Call, target: Target, at: Step | None) -> Type | None:
    fact = target.fact
    if fact is None:
        return None
    if fact.name in ("functools.partial", "partial"):
        first = call.argument(0)
        inner = scope.type_of(first, at) if first is not None else None
        if inner is not None and inner.name == "function":
            return Type("partial", inner.args)
        return None
    values: Mapping[str, Type | None] = {}
    if target.self_type is not None:
        values = type_values(scope.project, target.self_type)
    text = fact.returns
    first = call.argument(0)
    if "Named" in text:
        values = {**values, "Named": _model_by_name(scope.project, call)}
    if "User" in text:
        user = user_model(scope.project)
        values = {**values, "User": Type(user) if user else None}
    if fact.name.endswith("_factory") and _has_own_saving(scope, call, at):
        return None
    if "C1" in text:
        second = scope.type_of(call.argument(1, "model") or Name("?"), at)
        is_class = second is not None and second.name == "type" and len(second.args) == 1
        chosen = replace(second.args[0], exact=False) if is_class and second else None
        values = {**values, "C1": chosen}
    if fact.name in _JOINED and not _are_objects(scope.project, target):
        return Type("django.db.models.QuerySet")
    if "Row" in text and target.self_type is not None:
        values = {**values, "Row": _row_of(scope.project, call, target.self_type)}
    if "Zipped" in text or "Chained" in text:
        values = {**values, **_of_all(scope, call, at)}
    if first is not None and any(word in text for word in ("I0", "T0", "C0", "O0")):
        given = scope.type_of(first, at)
        item = iterated_type(scope.project, given, False) if given else None
        is_class = given is not None and given.name == "type" and len(given.args) == 1
        made = replace(given.args[0], exact=False) if is_class and given is not None else item
        alone = made if is_class and len(call.args) == 1 else None
        values = {**values, "T0": given, "I0": item, "C0": made, "O0": alone}
    if text.startswith("type[") and any(a.keyword in _OWN_BASE for a in call.args):
        return None  # `declarative_base(cls=Mixin)`: a class with more to it than the library's
    returned = substitute(type_from_text(text), values) if text else None
    if fact.is_async:
        entered = substitute(type_from_text(fact.enters), values) if fact.enters else None
        args = (returned or Type("Any"), *((entered,) if entered else ()))
        return Type(COROUTINE, args)
    if fact.enters:
        entered = substitute(type_from_text(fact.enters), values)
        if returned is None or fact.enters != fact.returns:
            return Type("context", (entered,) if entered else ()) if not text else returned
    return returned


def _of_all(scope: View, call: Call, at: Step | None) -> dict[str, Type | None]:
    """What the items of all arguments are, side by side and one after the other."""
    given = [
        None
        if a.star or a.keyword
        else iterated_type(scope.project, scope.type_of(a.value, at), False)
        for a in call.args
    ]
    whole = bool(given) and not any(a.star or a.keyword for a in call.args)
    zipped = Type("tuple", tuple(g or Type("Any") for g in given)) if whole else None
    return {"Zipped": zipped, "Chained": join(given) if whole else None}


def _are_objects(project: Codebase, target: Target) -> bool:
    """Whether a query set gives objects: of values, others that are joined with it may have other kinds."""
    rows = target.self_type
    return rows is None or not rows.args or entity_of(project, rows.args[0].name) is not None


def _row_of(project: Codebase, call: Call, rows: Type) -> Type | None:
    """What `values_list("id", "name")` gives for each row, and what with `flat=True`."""
    names: list[str] = []
    flat = False
    for arg in call.args:
        value = arg.value
        if arg.keyword == "flat" and isinstance(value, Constant):
            flat = value.value is True
        elif arg.star or arg.keyword or not isinstance(value, Constant) or value.type != "str":
            return None
        else:
            names.append(str(value.value))
    model = rows.args[0].name if len(rows.args) == 1 else ""
    if not names or not model:
        return None
    found = [column_type(project, model, n) for n in names]
    return (
        found[0]
        if flat and len(found) == 1
        else Type("tuple", tuple(t or Type("Any") for t in found))
    )


def _has_own_saving(scope: View, call: Call, at: Step | None) -> bool:
    """Whether a factory of forms is given a class that may save in a way of its own."""
    project = scope.project
    for argument in call.args:
        if argument.keyword not in ("form", "formset"):
            continue
        given = scope.type_of(argument.value, at)
        if given is None or given.name != "type" or not given.args:
            return True
        for owner in project.mro(given.args[0].name):
            found = project.class_fact(owner)
            if owner == "?" or (found and any(m in _SAVING for m in found[1].methods)):
                return True
    return False


def _model_by_name(project: Codebase, call: Call) -> Type | None:
    """The model in `get_model("shop.Order")` and `get_model("shop", "Order")`."""
    words = [call.argument(i) for i in (0, 1)]
    texts = [str(w.value) for w in words if isinstance(w, Constant) and w.type == "str"]
    if not texts or len(texts) != sum(w is not None for w in words):
        return None
    found = model_named(project, texts[-1], texts[0] if len(texts) > 1 else "")
    return Type(found) if found else None


def result_place(scope: View, call: Call, at: Step | None, depth: int) -> Place:
    """The place of a call's value: fresh where the call makes it, unknown where it may hand it on."""
    found: set[Place] = set()
    for target in targets(scope, call, at):
        match target.kind:
            case "class":
                found.add(Place("fresh", "value"))
            case "fact" if target.fact is not None:
                found.add(_fact_place(scope, call, target.fact, at, depth))
            case "function" if (
                target.function is not None and target.function.is_async and depth < 3
            ):
                found.add(Place("unknown", "?"))
            case _:
                found.add(Place("unknown", "?"))
    place = found.pop() if len(found) == 1 else Place("unknown", "?")
    if place.kind != "fresh" or any(t.kind == "class" for t in targets(scope, call, at)):
        return place
    return Place("unknown", "?") if is_kept_row(scope.project, scope.type_of(call, at)) else place


def _fact_place(scope: View, call: Call, fact: CallFact, at: Step | None, depth: int) -> Place:
    if fact.opens:
        return Place("fresh", "value")
    if fact.returns == "type" or fact.name in _NAMESPACES:
        return Place("unknown", "?")
    handed_on = {"T", "K", "V", "Any", "Self", "", "T | None", "V | None"}
    if fact.returns in handed_on and isinstance(call.callee, Attribute):
        return scope.place_of(call.callee.value, at, depth).then("[*]")
    if fact.returns in handed_on:
        return Place("unknown", "?")
    return Place("fresh", "value")


def entered_place(scope: View, context: Expr, at: Step, name: str) -> Place:
    """The place of `x` in `with context as x`: made here when the context opens it."""
    inner = context.value if isinstance(context, Await) else context
    made = Place("fresh", f"{name}@{at.span.line}")
    if isinstance(inner, Call):
        for target in targets(scope, inner, at):
            fact = target.fact
            if target.kind == "fact" and fact is not None:
                if fact.enters == "T0" and (handed := inner.argument(0)) is not None:
                    # `nullcontext(conn)`, `closing(conn)`: what was handed in comes out.
                    place = scope.place_of(handed, at)
                    return place if "@" in place.root or place.kind != "fresh" else made
                if fact.opens or fact.enter_effect != "begin":
                    continue
                # `async with session.begin()`: no new object, the channel stays what it was.
                return Place("local", name)
            if target.kind == "function" and target.function is not None:
                # A project's own context manager: what it yields is made by it or handed on.
                if not _yields_fresh(scope, target):
                    return Place("local", name)
                continue
            if target.kind == "unknown":
                return Place("local", name)
        return made
    return scope.place_of(context, at)


def _yields_fresh(scope: View, target: Target) -> bool:
    """Whether all that a project's context manager hands out is made in it for this one block."""
    function = target.function
    managers = ("contextmanager", "asynccontextmanager")
    if function is None or not has_decorator(scope.project, function, *managers):
        return False
    inner = scope.project.view(function, target.self_type if function.owner else None)
    given = [
        (part.value, step)
        for step in steps_within(function.body)
        for expr in expressions(step)
        for part in walk(expr)
        if isinstance(part, Yield)
    ]
    return bool(given) and all(
        value is not None
        and inner.place_of(value, step).kind == "fresh"
        and not inner.place_of(value, step).path
        for value, step in given
    )
