"""Which code a call runs, and which expressions its parameters get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Function,
    Item,
    Name,
    Opaque,
    Parameter,
    Step,
)
from codemods.model.valueclass import valueclass
from codemods.project.attributes import attribute_type
from codemods.project.codebase import Codebase, Symbol, View
from codemods.project.decorators import decorated_type, receiver_name
from codemods.project.describe import describe
from codemods.project.frameworks import values_of
from codemods.project.held_classes import only_class
from codemods.project.patched import is_patched
from codemods.project.symbols import module_scope, symbol_type, variable_type
from codemods.project.types import Type, dotted_name, members

_PLAIN = frozenset(["str", "int", "bool", "float", "None"])


@valueclass(frozen=True, slots=True)
class Target:
    """Code that a call may run.

    `function` for code of the project (then `receiver` is the expression that becomes `self`, or
    None for plain functions), `fact` for code from outside, `class` for construction, `unknown`
    with the reason in words and, where a setting could supply the fact, its dotted `name`.
    """

    kind: Literal["function", "fact", "class", "unknown"]
    function: Function | None = None
    fact: CallFact | None = None
    name: str = ""
    receiver: Expr | None = None
    self_type: Type | None = None
    reason: str = ""
    awaited: bool = False  # the fact is about awaiting an object


def unknown(reason: str, name: str = "") -> Target:
    return Target("unknown", reason=reason, name=name)


def targets(scope: View, call: Call, at: Step | None) -> tuple[Target, ...]:
    """All code that a call may run; never empty."""
    project = scope.project
    callee = call.callee
    symbol = scope.symbol_of(callee)
    if symbol is not None:
        return _symbol_targets(project, symbol, at)
    if isinstance(callee, Name) and callee.id == "super":
        return (unknown("a bare `super()`"),)
    if isinstance(callee, Attribute):
        return _attribute_targets(scope, callee, at)
    found = scope.type_of(callee, at)
    if found is None:
        return (unknown(f"the type of `{describe(callee)}` is not known"),)
    return _called(scope, found, callee)


def _symbol_targets(project: Codebase, symbol: Symbol, at: Step | None) -> tuple[Target, ...]:
    match symbol.kind:
        case "function":
            declared = project.catalogue.function(symbol.name)
            if declared is not None and declared.known == "declared":
                return (Target("fact", fact=declared, name=symbol.name),)
            functions = project.functions_named(symbol.name)
            if not functions:
                return (unknown(f"`{symbol.name}` cannot be read"),)
            if is_patched(project, symbol.name):
                return (unknown(f"`{symbol.name}` is replaced by other code"),)
            return tuple(Target("function", function=f, name=f.name) for f in functions)
        case "class":
            return (Target("class", name=symbol.name),)
        case "external" | "builtin":
            fact = project.catalogue.function(symbol.name)
            if fact is not None:
                return (Target("fact", fact=fact, name=symbol.name),)
            if project.catalogue.is_exception(symbol.name):
                return (Target("class", name=symbol.name),)
            type_ = project.catalogue.type(symbol.name)
            if type_ is not None and type_.constructor is not None:
                return (Target("fact", fact=type_.constructor, name=symbol.name),)
            head, _, last = symbol.name.rpartition(".")
            held = symbol_type(project, Symbol("external", head)) if "." in head else None
            if held is not None and held.name not in ("outside", "function"):
                return method_targets(project, held, last, _dotted(head))
            return (
                unknown(
                    f"`{symbol.name}` is outside the project and not in a catalogue", symbol.name
                ),
            )
        case "variable":
            found = variable_type(project, symbol.name)
            if found is None:
                return (unknown(f"the type of `{symbol.name}` is not known", symbol.name),)
            scope = module_scope(project, symbol.name.rpartition(".")[0])
            return _called(scope, found, Name(symbol.name.rpartition(".")[2]))
        case _:
            return (unknown(symbol.name or "a name that is not known"),)


def _dotted(name: str) -> Expr:
    first, *rest = name.split(".")
    found: Expr = Name(first)
    for part in rest:
        found = Attribute(found, part)
    return found


def _attribute_targets(scope: View, callee: Attribute, at: Step | None) -> tuple[Target, ...]:
    project = scope.project
    if (
        isinstance(callee.value, Call)
        and callee.value.callee == Name("super")
        and scope.self_type is not None
    ):
        return _super_targets(scope, callee.name)
    base = scope.symbol_of(callee.value)
    if base is not None and base.kind == "class":
        return _class_call(project, base.name, callee)
    if base is not None and base.kind in ("external", "builtin"):
        fact = project.catalogue.method(base.name, callee.name)
        if fact is not None:
            return (Target("fact", fact=fact, name=fact.name),)
    if base is not None and base.kind == "function":
        made = decorated_type(project, base.name)
        if made is not None:
            return method_targets(project, made, callee.name, callee.value)
    found = scope.type_of(callee.value, at)
    if found is None:
        return (
            unknown(
                f"the type of `{describe(callee.value)}` is not known (in `{describe(callee)}`)"
            ),
        )
    result: list[Target] = []
    for part in members(found):
        result += method_targets(project, part, callee.name, callee.value)
    return tuple(result)


def _super_targets(scope: View, name: str) -> tuple[Target, ...]:
    project, self_type = scope.project, scope.self_type
    owner = scope.function.owner
    if self_type is None or owner is None:
        return (unknown("`super()` outside a class"),)
    order = project.mro(self_type.name)
    after = order[order.index(owner) + 1 :] if owner in order else project.mro(owner)[1:]
    found = _in_order(project, after, name, Name(scope.receiver or "self"), self_type)
    return found or (unknown(f"`super().{name}` is not known"),)


def _class_call(project: Codebase, cls: str, callee: Attribute) -> tuple[Target, ...]:
    """`Class.method(...)`: static and class methods, or a plain method with its object given."""
    found = _in_order(project, project.mro(cls), callee.name, None, Type(cls, exact=True))
    if not found:
        return (unknown(f"`{cls}.{callee.name}` is not known"),)
    return found


def method_targets(
    project: Codebase, type_: Type, name: str, receiver: Expr | None
) -> tuple[Target, ...]:
    """All implementations that `receiver.name(...)` may run for a receiver of the type."""
    if type_.name == "type" and type_.args:
        cls = type_.args[0].name
        if project.class_fact(cls):
            found = list(_in_order(project, project.mro(cls), name, receiver, type_.args[0]))
            for child in project.subclasses(cls):
                if not type_.args[0].exact:
                    found += _own(project, child, name, receiver, Type(child))
            return tuple(found) or (unknown(f"`{cls}.{name}` is not known"),)
        fact = project.catalogue.method(cls, name)
        return (
            (Target("fact", fact=fact, name=fact.name),)
            if fact
            else (unknown(f"`{cls}.{name}` is not in a catalogue", f"{cls}.{name}"),)
        )
    if type_.name == "module":
        module = project.modules.get(type_.args[0].name)
        return (
            _symbol_targets(project, project.lookup(module, name), None)
            if module
            else (unknown("a module"),)
        )
    if project.class_fact(type_.name) is None:
        if type_.name == "outside":
            dotted = f"{type_.args[0].name}.{name}"
            fact = project.catalogue.function(dotted)
            if fact is not None:
                return (Target("fact", fact=fact, name=fact.name, receiver=receiver),)
            return (unknown(f"`{dotted}` is outside the project and not in a catalogue", dotted),)
        fact = project.catalogue.method(type_.name, name)
        if fact is not None:
            return (Target("fact", fact=fact, name=fact.name, receiver=receiver, self_type=type_),)
        known = project.catalogue.type(type_.name)
        if known is not None and known.unknown_methods == "pure":
            return (
                unknown(f"`{type_.name}.{name}` is not in a catalogue", f"{type_.name}.{name}"),
            )
        return (unknown(f"`{type_.name}.{name}` is not in a catalogue", f"{type_.name}.{name}"),)
    return _project_method(project, type_, name, receiver)


def _project_method(
    project: Codebase, type_: Type, name: str, receiver: Expr | None
) -> tuple[Target, ...]:
    declared = project.catalogue.function(f"{type_.name}.{name}")
    if declared is not None and declared.known == "declared":
        return (
            Target("fact", fact=declared, name=declared.name, receiver=receiver, self_type=type_),
        )
    found = list(_in_order(project, project.mro(type_.name), name, receiver, type_))
    if not type_.exact:
        children = project.subclasses(type_.name)
        if not children and is_protocol(project, type_.name):
            children = implementers(project, type_.name)
        above = set(project.mro(type_.name))
        for child in children:
            found += _own(project, child, name, receiver, Type(child))
            found += _beside(project, child, name, receiver, above)
    real = [t for t in found if t.function is None or not is_stub(t.function)]
    if real:
        # The same code may be reached by several ways.
        unique = {(t.name, t.function.span.line if t.function else 0, t.self_type): t for t in real}
        return tuple(unique.values())
    if found:
        return (unknown(f"no implementation of `{type_.name}.{name}` is in the project"),)
    attribute = attribute_type(project, type_, name)
    module, _ = project.split(type_.name)
    if attribute is not None and module is not None:
        held = Name(name) if receiver is None else Attribute(receiver, name)
        return _called(module_scope(project, module.name), attribute, held)
    if "?" in project.mro(type_.name):
        return (
            unknown(f"a base class of `{type_.name}` is not known, so `{name}` may be anything"),
        )
    return (unknown(f"`{type_.name}.{name}` is not known"),)


def _beside(
    project: Codebase, child: str, name: str, receiver: Expr | None, above: set[str]
) -> tuple[Target, ...]:
    """What a class below has from a base that stands beside the type: a mixin, an implementation."""
    if len(project.bases(child)) < 2 or name in project.declared(child):
        return ()
    for owner in project.mro(child)[1:]:
        if owner in above:
            if name in project.declared(owner) and any(
                not is_stub(f) for f in project.functions_named(f"{owner}.{name}")
            ):
                return ()
            continue
        found = _own(project, owner, name, receiver, Type(child))
        if found:
            return found
    return ()


def _in_order(
    project: Codebase, order: Iterable[str], name: str, receiver: Expr | None, self_type: Type
) -> tuple[Target, ...]:
    for owner in order:
        if owner == "?":
            return (
                unknown(
                    f"a base class of `{self_type.name}` is not known, so `{name}` may be anything"
                ),
            )
        if project.class_fact(owner):
            found = _own(project, owner, name, receiver, self_type)
            if found:
                return found
            continue
        fact = project.catalogue.method(owner, name)
        if fact is None and project.catalogue.is_exception(owner):
            fact = project.catalogue.method("BaseException", name)
        if fact is not None:
            return (
                Target("fact", fact=fact, name=fact.name, receiver=receiver, self_type=self_type),
            )
        if project.catalogue.type(owner) is None and owner not in (
            "object",
            "typing.Generic",
            "typing.Protocol",
            "abc.ABC",
        ):
            return (
                unknown(
                    f"`{owner}`, a base of `{self_type.name}`, is not in a catalogue",
                    f"{owner}.{name}",
                ),
            )
    return ()


def _own(
    project: Codebase, owner: str, name: str, receiver: Expr | None, self_type: Type
) -> tuple[Target, ...]:
    found = project.class_fact(owner)
    if found is None or name not in found[1].methods:
        return ()
    functions = project.functions_named(f"{owner}.{name}")
    if not functions:
        return (unknown(f"`{owner}.{name}` cannot be read"),)
    if is_patched(project, f"{owner}.{name}"):
        return (unknown(f"`{owner}.{name}` is replaced by other code"),)
    return tuple(
        Target("function", function=f, name=f.name, receiver=receiver, self_type=self_type)
        for f in functions
    )


def is_protocol(project: Codebase, cls: str) -> bool:
    return any(n in ("typing.Protocol", "typing_extensions.Protocol") for n in project.mro(cls))


def implementers(project: Codebase, protocol: str) -> tuple[str, ...]:
    """Classes that have all methods of a protocol without naming it as a base."""
    key = ("implementers", protocol)
    if key in project.memo:
        return project.memo[key]  # type: ignore[return-value]
    needed = _methods_of(project, protocol)
    by_method = _classes_by_method(project)
    candidates = sorted({cls for method in needed for cls in by_method.get(method, ())})
    result = [
        cls
        for _, cls in candidates
        if cls != protocol and needed <= _methods_of(project, cls) and not is_protocol(project, cls)
    ]
    project.memo[key] = tuple(result)
    return tuple(result)


def _methods_of(project: Codebase, cls: str) -> frozenset[str]:
    """The methods that a class has from the project's classes, its own and inherited ones."""
    key = ("methods", cls)
    found = project.memo.get(key)
    if not isinstance(found, frozenset):
        found = project.memo[key] = frozenset(
            method
            for owner in project.mro(cls)
            if (fact := project.class_fact(owner)) is not None
            for method in fact[1].methods
        )
    return found


def _classes_by_method(project: Codebase) -> dict[str, list[tuple[int, str]]]:
    """For each name of a method the classes that define it, with their turn in the project."""
    key = "classes by method"
    if key not in project.memo:
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for turn, (cls, methods) in enumerate(
            (f"{module.name}.{fact.name}", fact.methods)
            for module in project.modules.values()
            for fact in module.facts.classes
        ):
            for method in methods:
                found[method].append((turn, cls))
        project.memo[key] = dict(found)
    return project.memo[key]  # type: ignore[return-value]


def is_stub(function: Function) -> bool:
    """Whether a body only stands for code elsewhere: `...`, `pass`, NotImplementedError."""
    for step in function.body:
        match step.kind:
            case "pass":
                continue
            case "expression" if isinstance(step.value, Constant):
                continue
            case "raise" if step.value is not None:
                head = step.value.callee if isinstance(step.value, Call) else step.value
                if head == Name("NotImplementedError"):
                    continue
                return False
            case _:
                return False
    return True


def _called(scope: View, type_: Type, callee: Expr) -> tuple[Target, ...]:
    """What calling a value of the type runs."""
    project = scope.project
    result: list[Target] = []
    for part in members(type_):
        if part.name in ("function", "partial") and part.args:
            name = part.args[0].name
            module, _ = project.split(name)
            if module is None:
                kind: Literal["builtin", "external"] = "external" if "." in name else "builtin"
                result += _symbol_targets(project, Symbol(kind, name), None)
            else:
                functions = project.functions_named(name)
                owner = functions[0].owner if functions else None
                if owner is not None and receiver_name(project, functions[0]) is not None:
                    # A bound method: its object is not known any more, its class is.
                    held = Opaque("the object of a bound method")
                    short = name.rpartition(".")[2]
                    result += _project_method(project, Type(owner), short, held)
                    continue
                result += [Target("function", function=f, name=f.name) for f in functions]
                if not functions:
                    result.append(unknown(f"`{name}` cannot be read"))
        elif part.name == "type" and part.args:
            if project.class_fact(part.args[0].name):
                result.append(Target("class", name=part.args[0].name, self_type=part.args[0]))
            else:
                made = _symbol_targets(project, Symbol("external", part.args[0].name), None)
                # What is made of `type[FormSet[Line]]` is a `FormSet[Line]`.
                model = part.args[0] if part.args[0].args else None
                result += (replace(t, self_type=model) if model else t for t in made)
        elif project.class_fact(part.name):
            result += _project_method(project, part, "__call__", callee)
        else:
            fact = project.catalogue.type(part.name)
            if fact is not None and fact.called is not None:
                result.append(
                    Target(
                        "fact",
                        fact=fact.called,
                        name=fact.called.name,
                        receiver=callee,
                        self_type=part,
                    )
                )
            else:
                name = part.args[0].name if part.name == "outside" else part.name
                result.append(unknown(f"calling a `{name}` is not in a catalogue", name))
    return tuple(result) or (unknown(f"the type of `{describe(callee)}` is not known"),)


def run_by(project: Codebase, target: Target) -> tuple[Function, ...]:
    """What a library's method calls of the project: `create` runs the `save` of the row's class.

    A form's `save` runs that of its model, and `is_valid` the `clean` methods of the form.
    """
    fact, kind = target.fact, target.self_type
    if fact is None or kind is None or not (fact.runs or fact.hooks):
        return ()
    found = [f for hook in fact.hooks for f in _overrides(project, kind.name, hook)]
    name = row_class(project, target)
    if fact.runs and name is not None:
        found += _overrides(project, name, fact.runs)
    return tuple(found)


def row_class(project: Codebase, target: Target) -> str | None:
    """The class of the rows that a library's method is about: of a model, its manager or a form."""
    kind = target.self_type
    if kind is None:
        return None
    row = values_of(project, kind.name).get("Row") if project.class_fact(kind.name) else None
    return row.name if row else kind.args[0].name if kind.args else kind.name


def _overrides(project: Codebase, cls: str, method: str) -> Iterable[Function]:
    """The project's own `method` of a class; those that begin so, where it ends with a star."""
    for owner in project.mro(cls):
        found = project.class_fact(owner)
        if found is None:
            break
        if method in found[1].methods:
            return project.functions_named(f"{owner}.{method}")
        if method.endswith("*"):
            named = [m for m in found[1].methods if m.startswith(method[:-1])]
            if named:
                return [f for m in named for f in project.functions_named(f"{owner}.{m}")]
    return ()


def is_kept_from_acting(fact: CallFact, call: Call | None) -> bool:
    """Whether an argument says that nothing shall be done: `form.save(commit=False)`."""
    if not fact.unless or call is None:
        return False
    return call.argument(0, fact.unless) == Constant("bool", False)


def asks_for_more(fact: CallFact, call: Call | None) -> str:
    """The argument of a call with which the catalogue does not know what it does, "" for none.

    What is handed on as `**options` may hold it.
    """
    if not fact.more_with or call is None:
        return ""
    for index, arg in enumerate(call.args):
        if arg.star == "**":
            return f"**{describe(arg.value)}"
        word = arg.keyword or str(index)
        if word in fact.more_with and not (isinstance(arg.value, Constant) and not arg.value.value):
            return arg.keyword or describe(arg.value)
    return ""


def call_in_thread(fact: CallFact, call: Call) -> Call | None:
    """The call that `asyncio.to_thread(f, a)` makes in a thread: `f(a)`."""
    if fact.thread is None:
        return None
    given = call.argument(fact.thread)
    if given is None or any(a.star for a in call.args[: fact.thread + 1]):
        return None
    rest = tuple(a for a in call.args[fact.thread + 1 :])
    return Call(given, rest, call.span)


def bind(
    project: Codebase, call: Call, function: Function, has_self: bool | None = None
) -> dict[str, Expr | None]:
    """The expression each parameter gets; None where it is unknown (`*args`) or collected."""
    parameters = list(function.parameters)
    if has_self is None:
        has_self = receiver_name(project, function) is not None
    if has_self and parameters:
        parameters = parameters[1:]
    bound: dict[str, Expr | None] = {}
    positional = [p for p in parameters if p.kind == "positional"]
    spread = words = False
    index = 0
    for arg in call.args:
        if arg.star:
            spread, words = True, words or arg.star == "**"
        elif arg.keyword is not None:
            bound[arg.keyword] = arg.value
        elif not spread and index < len(positional):
            bound[positional[index].name] = arg.value
            index += 1
    for parameter in parameters:
        if parameter.name not in bound:
            unknown = words if parameter.kind == "keyword" else spread
            bound[parameter.name] = (
                None if unknown or parameter.kind in ("args", "kwargs") else parameter.default
            )
    return bound


def passed_types(
    scope: View, bound: Mapping[str, Expr | None], function: Function, at: Step | None
) -> dict[str, Type]:
    """The types that one call gives to the parameters of a function that say nothing themselves.

    Left out are those of plain values: they choose no code. `model: type[M]` says only that it is a class.
    """
    passed: dict[str, Type] = {}
    for parameter in function.parameters:
        value = bound.get(parameter.name)
        noted = parameter.annotation is not None
        if value is None or parameter.kind not in ("positional", "keyword"):
            continue
        if noted and (not isinstance(value, Name | Attribute) or not _notes_class(parameter)):
            continue
        if value is parameter.default and not isinstance(value, Constant):
            continue  # its names are those of the module of the function
        given = scope.type_of(value, at)
        if noted and not only_class(scope.project, given):
            continue
        if given is not None and given.name not in _PLAIN:
            passed[parameter.name] = given
    return passed


def _notes_class(parameter: Parameter) -> bool:
    """Whether a parameter is annotated as a class: `type[M]`."""
    note = parameter.annotation
    if not isinstance(note, Item):
        return isinstance(note, Name) and note.id == "type"
    return (dotted_name(note.value) or "").rpartition(".")[2] in ("type", "Type")


def collected(project: Codebase, call: Call, function: Function) -> dict[str, tuple[Expr, ...]]:
    """What a call gives for `*args` and `**kwargs`; without those it does not tell (`*rows`)."""
    if any(a.star for a in call.args):
        return {}
    parameters = list(function.parameters)
    if receiver_name(project, function) is not None:
        parameters = parameters[1:]
    places = sum(p.kind == "positional" for p in parameters)
    named = {p.name for p in parameters if p.kind in ("positional", "keyword")}
    rest = {
        "args": tuple(a.value for a in call.args if a.keyword is None)[places:],
        "kwargs": tuple(a.value for a in call.args if a.keyword and a.keyword not in named),
    }
    return {p.name: rest[p.kind] for p in parameters if p.kind in rest}
