"""Which class an attribute of an object holds: `User` for `self.model` of a repository of users.

It may be an attribute of the class, what a property returns, or what a constructor stored: then it is
the class that a subclass hands on, that the call hands in which the object was made, or that the type
of the object states.
"""

from __future__ import annotations

import re
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.valueclass import valueclass
from codemods.project.codebase import Codebase, Module, View
from codemods.project.constructors import Stored, constructor_of, stored
from codemods.project.decorators import decorator_kinds, receiver_name
from codemods.project.describe import describe
from codemods.project.dialects import is_test
from codemods.project.generics import class_stated
from codemods.project.patched import is_patched, set_from_outside
from codemods.project.showing import functions_showing, modules_by_word
from codemods.project.symbols import module_scope, symbol_type
from codemods.project.types import Type, members

# With one of these a class may give its objects attributes that no statement shows.
_HIDDEN = re.compile(
    r"\b(?:__setattr__|__getattribute__)\b|\b(?:self|cls)\.__dict__\b"
    r"|\b(?:setattr|vars)\(\s*(?:self|cls)\b"
)
_PROPERTIES = ("property", "cached_property", "abstractproperty")
_PLAIN = (
    "property",
    "functools.cached_property",
    "cached_property",
    "classmethod",
    "abstractmethod",
)
_MADE = re.compile(r"\b(\w+)[^\S\n]*[\[(]")


@valueclass(frozen=True, slots=True)
class Held:
    """The class that an attribute holds, by its dotted name; or why that is not known.

    `abstract` says that only classes below say it, `handed` that whoever makes the object does.
    """

    cls: str = ""
    why: str = ""
    abstract: bool = False
    handed: bool = False


def held_class(project: Codebase, type_: Type, name: str) -> Held | None:
    """What an attribute of an object of the type holds, if that is a class; None if nothing says so."""
    key = ("held class", type_, name)
    if key not in project.memo:
        project.memo[key] = Held(why=f"`{name}` is defined in terms of itself")
        project.memo[key] = _of_objects(project, type_, name)
    return project.memo[key]  # type: ignore[return-value]


def class_given(project: Codebase, type_: Type, method: str) -> str:
    """The class that a method without arguments returns for each object of a type; "" for none."""
    found: set[str] = set()
    below = () if type_.exact else project.subclasses(type_.name)
    for cls in (type_.name, *(c for c in below if _allowed(project, type_, c))):
        owner = next((o for o in project.mro(cls) if method in project.declared(o)), "")
        held = returned_class(project, f"{owner}.{method}", replace(type_, name=cls, exact=True))
        if held is None or is_patched(project, f"{owner}.{method}"):
            return ""
        if not held.abstract:
            found.add(held.cls)
    return found.pop() if len(found) == 1 else ""


def classes_handed(
    view: View, call: Call, cls: str, at: Step | None
) -> tuple[tuple[str, Type], ...]:
    """The classes that a call hands to the constructor of a class, by parameter."""
    from codemods.project.calls import bind  # which asks for attributes itself

    init = constructor_of(view.project, cls)
    if init is None:
        return ()
    found: list[tuple[str, Type]] = []
    for name, value in bind(view.project, call, init, True).items():
        if not isinstance(value, Name | Attribute):
            continue
        default = any(p.default is value for p in init.parameters)
        here = module_scope(view.project, init.module) if default else view
        given = here.type_of(value, None if default else at)
        if given is not None and given.name == "type" and given.args and given.args[0].exact:
            found.append((name, given.args[0]))
    return tuple(sorted(found, key=lambda h: h[0]))


def only_class(project: Codebase, type_: Type | None) -> str:
    """The class that a value of type `type[...]` is for sure; "" where it may be one below it."""
    if type_ is None or type_.name != "type" or len(type_.args) != 1:
        return ""
    part = type_.args[0]
    sure = part.exact or not project.subclasses(part.name)
    return part.name if sure and not part.optional else ""


def _of_objects(project: Codebase, type_: Type, name: str) -> Held | None:
    """For all objects that the type allows."""
    own = _of_class(project, type_, name)
    if own is None or type_.exact:
        return own
    found = {own.cls} if own.cls else set()
    unsure = None if own.cls or own.abstract else own
    for child in project.subclasses(type_.name):
        if not _allowed(project, type_, child):
            continue
        below = _of_class(project, Type(child), name)
        if below is None or below.cls:
            found |= {below.cls} if below is not None else {""}
        elif not below.abstract and not (below.handed and own.cls):
            unsure = unsure or below
    if unsure is not None:
        return unsure
    if len(found) != 1:
        return Held(why=f"objects of classes below `{type_.name}` have another `{name}`")
    return Held(found.pop())


def _allowed(project: Codebase, type_: Type, child: str) -> bool:
    """Whether an object of a class below may stand where the type says `Repository[User]`."""
    from codemods.project.generics import arguments_of, variables_of

    given = zip(variables_of(project, type_.name), type_.args, strict=False)
    theirs = arguments_of(project, Type(child), type_.name)
    return not any(
        variable in theirs and not project.related(theirs[variable].name, value.name)
        for variable, value in given
        if value.name != "Any"
    )


def _of_class(project: Codebase, type_: Type, name: str) -> Held | None:
    """For objects of this very class."""
    order = project.mro(type_.name)
    in_class: tuple[str, Held | None] | None = None
    for owner in order:
        if project.class_fact(owner) is not None and name in project.declared(owner):
            in_class = _declared(project, type_, owner, name)
            if in_class is not None:
                break
    if in_class is not None and in_class[0] == "method":
        return in_class[1]
    kept = stored(project, type_.name, name)
    found = in_class[1] if in_class is not None else None
    if kept is not None:
        if kept.why and found is not None and found.cls and not _is_stored(project, order, name):
            pass  # what a constructor that is not known does with its arguments is not about it
        else:
            found = _stored_class(project, type_, kept, name)
    if found is None or found.why or found.abstract:
        return found
    hidden = _hidden(project, order)
    if hidden:
        return Held(why=f"`{hidden}` may set `{name}` in a way of its own")
    anew = set_anew(project, type_.name, name)
    return Held(why=anew) if anew else found


def _declared(
    project: Codebase, type_: Type, owner: str, name: str
) -> tuple[str, Held | None] | None:
    """What the body of a class says of an attribute; None where it only annotates it."""
    found = project.class_fact(owner)
    if found is None:
        return None
    module, fact = found
    places = [(line, end) for a, line, end in fact.attributes if a == name]
    if name in fact.methods:
        methods = project.functions_named(f"{owner}.{name}")
        marks = [
            d
            for f in module.facts.functions
            if f.name == f"{fact.name}.{name}"
            for d in f.decorators
        ]
        if not any(m.rpartition(".")[2] in _PROPERTIES for m in marks):
            return "method", None
        if len(methods) != 1 or places or any(m.endswith((".setter", ".deleter")) for m in marks):
            return "method", Held(why=f"`{owner}.{name}` can be set")
        return "method", returned_class(project, methods[0].name, type_)
    steps = [s for p in places if (s := project.statement(module, *p)) is not None and s.value]
    if not steps:
        return None
    value = steps[0].value
    if len(steps) > 1 or value is None:
        return "attribute", Held(why=f"`{owner}.{name}` is set more than once")
    if isinstance(value, Constant) and value.type == "none":
        return "attribute", Held(abstract=True, why=f"`{owner}.{name}` is None")
    cls = only_class(project, module_scope(project, module.name).type_of(value))
    if not cls:
        return "attribute", Held(why=f"`{owner}.{name}` is `{describe(value)}`")
    return "attribute", Held(cls)


def returned_class(project: Codebase, method: str, type_: Type) -> Held | None:
    """The class that a method without arguments returns for an object of this very class."""
    from codemods.project.calls import is_stub
    from codemods.project.inlining import only_return

    functions = project.functions_named(method)
    if len(functions) != 1:
        return None
    function = functions[0]
    if is_stub(function):
        return Held(abstract=True, why=f"`{method}` is abstract")
    step = only_return(project, function)
    known = all(k == "transparent" or n in _PLAIN for k, n in decorator_kinds(project, function))
    if step is None or step.value is None or len(function.parameters) != 1 or not known:
        return Held(why=f"`{method}` does more than to return a class")
    cls = only_class(project, project.view(function, type_).type_of(step.value, step))
    return Held(cls) if cls else Held(why=f"`{method}` returns `{describe(step.value)}`")


def _is_stored(project: Codebase, order: tuple[str, ...], name: str) -> bool:
    """Whether a class of an order sets the attribute on its objects."""
    for owner in order:
        found = project.class_fact(owner)
        if found is not None:
            rows = project.lines(found[0].path)[found[1].line - 1 : found[1].end_line]
            if any(re.search(rf"\.{re.escape(name)}\b[^=\n]*=(?!=)", row) for row in rows):
                return True
    return False


def _stored_class(project: Codebase, type_: Type, kept: Stored, name: str) -> Held:
    """The class behind what a constructor stores."""
    if kept.value is not None and kept.function is not None:
        inside = kept.at is not None
        view = (
            project.view(kept.function, Type(type_.name, type_.args, exact=True))
            if inside
            else module_scope(project, kept.function.module)
        )
        cls = only_class(project, view.type_of(kept.value, kept.at))
        if cls:
            return Held(cls)
        if isinstance(kept.value, Constant) and kept.value.type == "none":
            return Held(abstract=True, why=f"`{name}` is None")
        return Held(why=f"`{name}` is `{describe(kept.value)}`")
    if kept.why or not kept.handed:
        return Held(why=kept.why)
    outer, parameter = kept.handed[0]
    given = dict(type_.made_with).get(parameter)
    if given is not None and constructor_of(project, type_.name) is outer:
        return Held(given.name)
    for function, inner in kept.handed:
        note = next((p.annotation for p in function.parameters if p.name == inner), None)
        stated = class_stated(project, note, function.owner or "", type_)
        cls = only_class(project, Type("type", (stated,))) if stated is not None else ""
        if cls and project.class_fact(cls) is not None:
            others = _made_with(project, type_.name, parameter) - {cls}
            if others:
                return Held(why=f"a `{type_.name}` is made with `{min(others)}`, too")
            return Held(cls)
    return Held(handed=True, why=f"whoever makes a `{type_.name}` says what its `{name}` is")


def _made_with(project: Codebase, cls: str, parameter: str) -> set[str]:
    """The classes that calls in the project hand to a parameter of the constructor of a class."""
    key = ("made with", cls, parameter)
    if key in project.memo:
        return project.memo[key]  # type: ignore[return-value]
    found: set[str] = set()
    project.memo[key] = found
    short = cls.rpartition(".")[2]
    for module in modules_by_word(project, _MADE).get(short, ()):
        if is_test(module.path):
            continue
        scope = module_scope(project, module.name)
        for places in module.variables.values():
            for place in places:
                step = project.statement(module, *place)
                if step is not None:
                    found |= _in_calls(scope, step, cls, parameter)
        for function in functions_showing(project, module, short):
            view = project.view(function)
            for step in steps_within(function.body):
                found |= _in_calls(view, step, cls, parameter)
    return found


def _in_calls(view: View, step: Step, cls: str, parameter: str) -> set[str]:
    found: set[str] = set()
    for expr in expressions(step):
        for part in walk(expr):
            if not isinstance(part, Call):
                continue
            callee = part.callee.value if isinstance(part.callee, Item) else part.callee
            symbol = view.symbol_of(callee)
            if symbol is not None and symbol.name == cls:
                handed = dict(classes_handed(view, part, cls, step))
                found |= {handed[parameter].name} if parameter in handed else set()
    return found


def _hidden(project: Codebase, order: tuple[str, ...]) -> str:
    """The class of an order that may set attributes in a way that no statement shows."""
    for owner in order:
        found = project.class_fact(owner)
        if found is None:
            continue
        key = ("sets attributes unseen", owner)
        if key not in project.memo:
            rows = project.lines(found[0].path)[found[1].line - 1 : found[1].end_line]
            project.memo[key] = any(_HIDDEN.search(row) for row in rows)
        if project.memo[key]:
            return owner
    return ""


def set_anew(project: Codebase, cls: str, name: str) -> str:
    """Where an attribute is set by other code than the constructors of its classes; "" for nowhere."""
    key = ("set anew", cls, name)
    if key in project.memo:
        return project.memo[key]  # type: ignore[return-value]
    project.memo[key] = ""
    kin = {cls, *project.mro(cls)}
    for child in project.subclasses(cls):
        kin |= {child, *project.mro(child)}
    kin = {c for c in kin if project.class_fact(c) is not None}
    where = next(
        (f"{c}.{name}" for c in sorted(kin) if f"{c}.{name}" in set_from_outside(project)), ""
    )
    found = f"`{where}` is set from outside" if where else ""
    shows = re.compile(
        rf"\.{re.escape(name)}\b[^=\n]*=(?!=)|\b(?:del|for|as)\b.*\.{re.escape(name)}\b"
        rf"|setattr\(.*[\"']{re.escape(name)}[\"']"
    )
    for module in project.mentioning(f".{name}", f'"{name}"', f"'{name}'"):
        if found:
            break
        if is_test(module.path):
            continue
        rows = [
            n
            for n, row in enumerate(project.lines(module.path), 1)
            if name in row and shows.search(row)
        ]
        if rows:
            found = _set_in(project, module, rows, kin, name)
    project.memo[key] = found
    return found


def _set_in(project: Codebase, module: Module, rows: list[int], kin: set[str], name: str) -> str:
    for spelled in module.facts.patched:
        head, _, attribute = spelled.rpartition(".")
        if attribute == name:
            symbol = project.resolve_dotted(module, head)
            if symbol.kind == "variable" and _may_be(symbol_type(project, symbol), kin):
                return f"`{spelled}` is set in `{module.name}`"
    for fact in module.facts.functions:
        if not any(fact.line <= row <= fact.end_line for row in rows):
            continue
        function = project.function(module, fact)
        if function is None:
            continue
        own = receiver_name(project, function)
        builds = fact.name.rpartition(".")[2] == "__init__" and function.outer is None
        view = project.view(function)
        for step in steps_within(function.body):
            for holder in _holders(step, name):
                if holder == Name(own or "") and (builds or function.owner not in kin):
                    continue
                if holder == Name(own or "") or _may_be(view.type_of(holder, step), kin):
                    return f"`{describe(holder)}.{name}` is set in `{function.name}`"
    return ""


def _may_be(type_: Type | None, kin: set[str]) -> bool:
    """Whether a value may be an object of one of the classes, or such a class."""
    found = members(type_)
    plain = [p.args[0] if p.name == "type" and p.args else p for p in found]
    return not plain or any(p.name in kin or p.name == "Any" for p in plain)


def _holders(step: Step, name: str) -> list[Expr]:
    """The objects on which a step sets or deletes an attribute of a name."""
    found: list[Expr] = []
    targets = (*step.targets, *(i.target for i in step.items if i.target is not None))
    if step.kind != "declare" or step.value is not None:
        for target in targets:
            parts = walk(target) if isinstance(target, Display) else (target,)
            found += [p.value for p in parts if isinstance(p, Attribute) and p.name == name]
    for expr in expressions(step):
        for part in walk(expr):
            if (
                isinstance(part, Call)
                and isinstance(part.callee, Name)
                and part.callee.id in ("setattr", "delattr")
                and len(part.args) >= 2
                and part.args[1].value == Constant("str", name)
            ):
                found.append(part.args[0].value)
    return found
