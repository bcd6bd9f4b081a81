"""Which attributes of an object mean the same thing, because its constructor gave it to all of them.

    class Orders:
        def __init__(self, session):
            self.session = session
            self.lines = Lines(session)  # whose constructor keeps it as `self.session`

Here `self.session` and `self.lines.session` are one session, as long as nobody sets either anew.
"""

from __future__ import annotations

import re

from codemods.model.code import Attribute, Call, Expr, Function, Name, Step, steps_within
from codemods.model.effects import Place
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.scope import Scope

_DEEPEST = 4


def same_object(scope: Scope, place: Place) -> Place:
    """The place by which an object that hangs on `self` is known, whichever attributes lead to it."""
    owner = scope.function.owner
    if owner is None or place.kind != "parameter" or place.root != scope.receiver or not place.path:
        return place
    key = ("same object", owner, place.path)
    memo = scope.project.memo
    if key not in memo:
        memo[key] = _chosen(scope.project, owner, place.path)
    return Place(place.kind, place.root, memo[key])  # type: ignore[arg-type]


def _chosen(project: Codebase, owner: str, path: tuple[str, ...]) -> tuple[str, ...]:
    given = _given(project, owner, path)
    if given is None or any("__init__" in _methods(project, c) for c in project.subclasses(owner)):
        return path
    init = _constructor(project, owner)
    if init is None:
        return path
    alike = {path}
    for step in steps_within(init.body):
        name = _set_attribute(init, step)
        if name is None:
            continue
        for other in ((name,), (name, *path[1:])):
            if _given(project, owner, other) == given:
                alike.add(other)
    return min(alike, key=lambda p: (len(p), p))


def _given(project: Codebase, owner: str, path: tuple[str, ...], depth: int = 0) -> str | None:
    """The parameter of a class's constructor that the object at a path is; None for all others."""
    if depth > _DEEPEST or not path:
        return None
    found = _kept(project, owner, path[0])
    if found is None or not _never_set_again(project, path[0]):
        return None
    value, init = found
    parameters = {p.name for p in init.parameters}
    if len(path) == 1:
        # A parameter that is set anew in the constructor is another object afterwards.
        if isinstance(value, Name) and value.id in parameters and not _is_set(init, value.id):
            return value.id
        return None
    if not isinstance(value, Call):
        return None
    scope = Scope(project, init)
    made = calls.targets(scope, value, None)
    inner = project.class_fact(_class_of(scope, value))
    if len(made) != 1 or inner is None or any(a.star for a in value.args):
        return None
    cls = _class_of(scope, value)
    parameter = _given(project, cls, path[1:], depth + 1)
    constructor = _constructor(project, cls)
    if parameter is None or constructor is None:
        return None
    argument = calls.bind(project, value, constructor, True).get(parameter)
    match argument:
        case Name(id=name) if name in parameters and not _is_set(init, name):
            return name
        case Attribute(value=Name(id=name), name=attribute) if name == scope.receiver:
            return _given(project, owner, (attribute,), depth + 1)
        case _:
            return None


def _class_of(scope: Scope, call: Call) -> str:
    symbol = scope.symbol_of(call.callee)
    return symbol.name if symbol is not None and symbol.kind == "class" else ""


def _constructor(project: Codebase, cls: str) -> Function | None:
    for owner in project.mro(cls):
        found = project.functions_named(f"{owner}.__init__")
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _methods(project: Codebase, cls: str) -> tuple[str, ...]:
    found = project.class_fact(cls)
    return found[1].methods if found is not None else ()


def _kept(project: Codebase, cls: str, name: str) -> tuple[Expr, Function] | None:
    """What the constructor of a class sets an attribute to, once and on every path.

    Where a constructor calls that of its base class, what it hands on stands in for the parameter.
    """
    inits = [
        functions[0]
        for owner in project.mro(cls)
        if len(functions := project.functions_named(f"{owner}.__init__")) == 1
    ]
    handed: dict[str, Expr] | None = None
    outermost = inits[0] if inits else None
    for init in inits:
        values = [s for s in steps_within(init.body) if _set_attribute(init, s) == name]
        if values:
            value = values[0].value
            if len(values) > 1 or values[0] not in init.body or value is None or outermost is None:
                return None
            if handed is None:
                return value, init
            if isinstance(value, Name) and value.id in handed and not _is_set(init, value.id):
                return handed[value.id], outermost
            return None
        supers = [
            s.value
            for s in init.body
            if s.kind == "expression" and isinstance(s.value, Call) and _is_super(s.value)
        ]
        if len(supers) != 1:
            return None
        base = next((i for i in inits[inits.index(init) + 1 :]), None)
        if base is None or any(a.star for a in supers[0].args):
            return None
        bound = calls.bind(project, supers[0], base, True)
        given = {n: v for n, v in bound.items() if v is not None}
        if handed is not None:
            given = {
                n: handed[v.id] for n, v in given.items() if isinstance(v, Name) and v.id in handed
            }
        handed = given
    return None


def _is_super(call: Call) -> bool:
    match call.callee:
        case Attribute(value=Call(callee=Name(id="super"), args=()), name="__init__"):
            return True
        case _:
            return False


def _set_attribute(function: Function, step: Step) -> str | None:
    """The attribute of `self` that a step sets; None when it sets none."""
    if step.kind not in ("assign", "declare") or len(step.targets) != 1:
        return None
    match step.targets[0]:
        case Attribute(value=Name(id=holder), name=name) if (
            function.parameters and holder == function.parameters[0].name
        ):
            return name
        case _:
            return None


def _is_set(function: Function, name: str) -> bool:
    return any(Name(name) in s.targets for s in steps_within(function.body))


def _never_set_again(project: Codebase, name: str) -> bool:
    """Whether attributes of that name are set in constructors alone, as far as the project shows."""
    key = ("set in constructors alone", name)
    if key not in project.memo:
        project.memo[key] = _only_in_constructors(project, name)
    return bool(project.memo[key])


def _only_in_constructors(project: Codebase, name: str) -> bool:
    pattern = re.compile(rf"\.{re.escape(name)}\s*(?::[^=]*)?(?:[-+|&^%*/@]|//|\*\*|<<|>>)?=(?!=)")
    for module in project.mentioning(f".{name}"):
        rows = [
            number
            for number, line in enumerate(project.lines(module.path), 1)
            if name in line and pattern.search(line)
        ]
        if not rows:
            continue
        inits = [
            f for f in module.facts.functions if f.name.rpartition(".")[2] == "__init__" and f.owner
        ]
        for row in rows:
            if not any(f.line <= row <= f.end_line for f in inits):
                return False
    return True
