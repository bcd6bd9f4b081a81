"""Which functions of the project are replaced from outside, so that their text says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.project.codebase import Codebase, Module
from codemods.project.dialects import is_test
from codemods.project.showing import functions_showing
from codemods.project.symbols import symbol_type
from codemods.project.types import members


def is_patched(project: Codebase, name: str) -> bool:
    """Whether code other than tests sets an attribute of that dotted name."""
    return name in set_from_outside(project) or _is_set_on_object(project, name)


def set_from_outside(project: Codebase) -> frozenset[str]:
    """The attributes of classes and modules that code other than tests sets, by dotted names."""
    key = ("patched",)
    if key not in project.memo:
        project.memo[key] = frozenset(
            f"{symbol.name}.{attribute}"
            for module in project.modules.values()
            if module.facts.patched and not is_test(module.path)
            for spelled in module.facts.patched
            for head, _, attribute in (spelled.rpartition("."),)
            if (symbol := project.resolve_dotted(module, head)).kind in ("class", "module")
        )
    return project.memo[key]  # type: ignore[return-value]


def _is_set_on_object(project: Codebase, name: str) -> bool:
    """Whether an object may get something else under the name of one of its methods.

    `self.load = remember(self.load)`, or `api.load = other` where `api` may be such an object.
    """
    owner, _, method = name.rpartition(".")
    places = _places(project).get(method, ())
    if not places or project.class_fact(owner) is None or _is_property(project, owner, method):
        return False
    key = ("set on objects", name)
    if key not in project.memo:
        project.memo[key] = False  # what is looked at may itself call the method
        kin = {owner, *project.mro(owner), *project.subclasses(owner)}
        project.memo[key] = any(_sets(project, module, method, kin) for module in places)
    return bool(project.memo[key])


def _places(project: Codebase) -> dict[str, list[Module]]:
    """The modules that set an attribute on an object, by its name."""
    key = ("sets attributes",)
    if key not in project.memo:
        found: dict[str, list[Module]] = {}
        for module in project.modules.values():
            if not is_test(module.path):
                held = {s.rpartition(".")[2] for s in module.facts.patched}
                for name in held | set(module.facts.set_on_objects):
                    found.setdefault(name, []).append(module)
        project.memo[key] = found
    return project.memo[key]  # type: ignore[return-value]


def _is_property(project: Codebase, owner: str, name: str) -> bool:
    """Whether setting an attribute runs a setter, or fills what was computed."""
    found = project.class_fact(owner)
    return found is not None and any(
        "property" in mark or mark.endswith(".setter")
        for fact in found[0].facts.functions
        if fact.name == f"{found[1].name}.{name}"
        for mark in fact.decorators
    )


def _sets(project: Codebase, module: Module, method: str, kin: set[str]) -> bool:
    local = method in module.facts.set_on_objects
    for spelled in module.facts.patched:
        head, _, attribute = spelled.rpartition(".")
        if attribute == method:
            symbol = project.resolve_dotted(module, head)
            held = symbol_type(project, symbol) if symbol.kind == "variable" else None
            if any(part.name in kin for part in members(held)):
                return True
            local = local or symbol.kind == "unknown"
    if not local:
        return False
    for function in functions_showing(project, module, method):
        view = project.view(function)
        for step in steps_within(function.body):
            for holder in _holders(step, method):
                of = members(view.type_of(holder, step))
                if not of or any(part.name in kin for part in of):
                    return True
    return False


def _holders(step: Step, name: str) -> Iterator[Expr]:
    """The objects on which a step sets an attribute of a name to what may be a function."""
    if step.kind == "assign" and not isinstance(step.value, Constant | Display):
        for target in step.targets:
            if isinstance(target, Attribute) and target.name == name:
                yield target.value
    for expr in expressions(step):
        for part in walk(expr):
            match part:
                case Call(callee=Name(id="setattr"), args=(holder, Argument(value=key), _)):
                    if key == Constant("str", name):
                        yield holder.value
                case _:
                    pass
