"""What decorators make of a function, and whether its first parameter is the object it belongs to."""

from __future__ import annotations

from codemods.model.code import Call, Display, Expr, Function, Name, steps_within
from codemods.project.bindings import bindings_of
from codemods.project.codebase import Codebase, Module
from codemods.project.symbols import symbol_type
from codemods.project.types import Type, dotted_name, members, type_from_text


def decorator_kinds(project: Codebase, function: Function) -> tuple[tuple[str, str], ...]:
    """Each decorator's catalogue word ("" when unknown) and its name."""
    module = project.modules[function.module]
    found = []
    for expr in (
        part for mark in function.decorators for part in _unwrapped(project, module, mark)
    ):
        head = expr.callee if isinstance(expr, Call) else expr
        dotted = dotted_name(head)
        if dotted is None:
            found.append(("", "a computed decorator"))
            continue
        symbol = project.resolve_dotted(module, dotted)
        kind = ""
        if symbol.kind in ("external", "builtin"):
            fact = project.catalogue.function(symbol.name)
            kind = fact.decorator if fact else ""
        elif symbol.kind in ("variable", "unknown") and "." in dotted:
            kind = _decorator_by_method(project, function, dotted)
        elif symbol.kind == "function" and _hands_back(project, symbol.name, head is not expr):
            kind = "transparent"
        found.append((kind, symbol.name if symbol.kind == "function" else dotted))
    return tuple(found)


def _hands_back(project: Codebase, name: str, called: bool) -> bool:
    """Whether a decorator of the project gives the function back that it got: it marks or registers.

    `called` tells that it is written with arguments: then what it returns does the work.
    """
    key = ("hands back", name, called)
    if key not in project.memo:
        project.memo[key] = False  # what a decorator that decorates itself does is not known
        project.memo[key] = _gives_back(project, name, called)
    return bool(project.memo[key])


def _gives_back(project: Codebase, name: str, called: bool) -> bool:
    found = project.functions_named(name)
    if len(found) != 1 or found[0].is_async or found[0].is_generator or found[0].decorators:
        return False
    decorator = found[0]
    if not decorator.body or decorator.body[-1].kind != "return":
        return False
    results = {s.value for s in steps_within(decorator.body) if s.kind == "return"}
    only = results.pop() if len(results) == 1 else None
    if not isinstance(only, Name):
        return False
    bound = bindings_of(project, decorator).get(only.id, [])
    if called:
        inner = [b.how for b in bound] == ["function"]
        return inner and _hands_back(project, f"{name}.{only.id}", called=False)
    # A function inside could set the name anew.
    nested = any(s.kind == "function" for s in steps_within(decorator.body))
    return not bound and not nested and [p.name for p in decorator.parameters[:1]] == [only.id]


def _unwrapped(project: Codebase, module: Module, mark: Expr) -> tuple[Expr, ...]:
    """The decorators that `@method_decorator(...)` makes fit for methods."""
    dotted = dotted_name(mark.callee) if isinstance(mark, Call) else None
    if dotted is None or not isinstance(mark, Call) or not dotted.endswith("method_decorator"):
        return (mark,)
    if project.resolve_dotted(module, dotted).name != "django.utils.decorators.method_decorator":
        return (mark,)
    given = mark.argument(0, "decorator")
    if given is None:
        return (mark,)
    return given.items if isinstance(given, Display) else (given,)


def _decorator_by_method(project: Codebase, function: Function, dotted: str) -> str:
    """`@router.get(...)` where `router` is a module variable with a type from the catalogue."""
    module = project.modules[function.module]
    head, _, method = dotted.rpartition(".")
    symbol = project.resolve_dotted(module, head)
    if symbol.kind == "variable":
        for part in members(symbol_type(project, symbol)):
            fact = project.catalogue.method(part.name, method)
            if fact is not None:
                return fact.decorator
    if method in ("setter", "getter", "deleter"):
        return "property"
    return ""


def decorated_type(project: Codebase, name: str) -> Type | None:
    """What a decorator of an outside library makes of a function (a task, say)."""
    for function in project.functions_named(name):
        module = project.modules[function.module]
        for expr in function.decorators:
            dotted = dotted_name(expr.callee if isinstance(expr, Call) else expr)
            if dotted is None:
                continue
            symbol = project.resolve_dotted(module, dotted)
            fact = None
            if symbol.kind == "external":
                fact = project.catalogue.function(symbol.name)
            elif "." in dotted:
                head, _, method = dotted.rpartition(".")
                owner = project.resolve_dotted(module, head)
                if owner.kind == "variable":
                    for part in members(symbol_type(project, owner)):
                        fact = fact or project.catalogue.method(part.name, method)
            if fact is not None and fact.decorator and fact.returns:
                return type_from_text(fact.returns)
    return None


def has_decorator(project: Codebase, function: Function, *kinds: str) -> bool:
    return (
        any(kind in kinds for kind, _ in decorator_kinds(project, function))
        if function.decorators
        else False
    )


def _decorated_as(function: Function, name: str) -> bool:
    return any(isinstance(d, Name) and d.id == name for d in function.decorators)


def is_classmethod(project: Codebase, function: Function) -> bool:
    return _decorated_as(function, "classmethod") or function.name.endswith(
        (".__new__", ".__init_subclass__")
    )


def receiver_name(project: Codebase, function: Function) -> str | None:
    """The name of `self` (or `cls`); None for functions and static methods."""
    if function.owner is None or not function.parameters or _decorated_as(function, "staticmethod"):
        return None
    first = function.parameters[0]
    return first.name if first.kind == "positional" else None
