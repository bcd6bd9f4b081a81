"""Who ends a session when a function fails: it must not be committed by somebody else then."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Call,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Parameter,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.patterns._transaction_callers import construction_sites
from codemods.patterns._transaction_look import Left, Reader
from codemods.patterns._transaction_requests import (
    hangs_on_request,
    is_of_requests,
    why_not_ended_by_request,
)
from codemods.project import calls
from codemods.project.call_sites import CallSite, call_sites
from codemods.project.codebase import Codebase, View
from codemods.project.connections import Connection
from codemods.project.decorators import has_decorator
from codemods.project.scope import Scope
from codemods.project.symbols import module_scope
from codemods.project.trace import falls_through

_DEEPEST = 4


def why_not_ended(reader: Reader, connection: Connection) -> str:
    """Why it is not known that an error rolls the session back; "" when it is."""
    place = connection.place
    if place is None:
        return "the session is not known"
    if place.kind == "fresh":
        return ""
    kept = not place.path and hangs_on_request(reader.scope, place.root.partition("@")[0])
    if kept or is_of_requests(reader.project, place):
        reason = why_not_ended_by_request(reader)
    else:
        reason = _not_ended(reader.scope, place.root, place.path, 0)
    if not reason:
        return ""
    return f"who hands in `{connection}` must end it without a commit after an error: {reason}"


def _not_ended(scope: Scope, root: str, path: tuple[str, ...], depth: int) -> str:
    if depth > _DEEPEST:
        return "it comes from too far away"
    name = root.partition("@")[0]
    if not path and name in scope.parameters:
        if injected(scope, scope.parameters[name]):
            return ""
        sites = call_sites(scope.project, scope.function)
        return _through(
            sites, scope, name, depth, f"nobody in the project calls `{scope.function.name}`"
        )
    if not path and scope.is_local(name):
        return opened_here(scope, name)
    if len(path) == 1 and name == scope.receiver and scope.function.owner is not None:
        return _of_object(scope, path[0], depth)
    return "it is not known where it comes from"


def opened_here(scope: Scope, name: str) -> str:
    """Why a local is not known to be opened by this function alone; "" when it is."""
    for binding in scope.bindings.get(name, ()):
        if binding.how not in ("enter", "value") or binding.value is None:
            return f"`{name}` comes from elsewhere"
        inner = getattr(binding.value, "value", binding.value)
        inner = inner if isinstance(inner, Call) else binding.value
        if not isinstance(inner, Call):
            return f"`{name}` comes from elsewhere"
        for target in calls.targets(scope, inner, binding.step):
            if target.kind == "class" or (target.fact is not None and target.fact.opens):
                continue
            if (
                target.function is not None
                and has_decorator(
                    scope.project, target.function, "contextmanager", "asynccontextmanager"
                )
                and _yields_its_own(scope.project, target.function)
            ):
                continue
            return f"`{name}` comes from elsewhere"
    return ""


def _yields_its_own(project: Codebase, function: Function) -> bool:
    """Whether a context manager gives an object that it has opened, and commits nothing late."""
    inner = Scope(project, function)
    for step in steps_within(function.body):
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Yield):
                    if part.value is None or inner.place_of(part.value, step).kind != "fresh":
                        return False
    return not _commits_late(function)


def _commits_late(function: Function) -> bool:
    """Whether a context manager or provider commits after an error, too."""
    for step in steps_within(function.body):
        for block in step.blocks:
            if block.role in ("handler", "finally"):
                for late in steps_within(block.steps):
                    for expr in expressions(late):
                        for part in walk(expr):
                            if isinstance(part, Attribute) and part.name == "commit":
                                return True
    return False


def injected(scope: Scope, parameter: Parameter) -> bool:
    """Whether a framework gives the parameter for one request, and ends it with that."""
    return _depends(scope.project, scope, parameter.default) or _depends(
        scope.project, scope, parameter.annotation
    )


def _depends(project: Codebase, scope: Scope, expr: Expr | None) -> bool:
    if expr is None:
        return False
    for part in walk(expr):
        if isinstance(part, Call):
            symbol = scope.symbol_of(part.callee)
            if symbol is not None and symbol.name.endswith((".Depends", ".Security")):
                return _ends_well(project, scope, part)
    if isinstance(expr, Name):
        symbol = scope.symbol_of(expr)
        if symbol is not None and symbol.kind == "variable":
            module, local = project.split(symbol.name)
            for line, end in module.variables.get(local, ()) if module is not None else ():
                step = project.statement(module, line, end) if module is not None else None
                if step is not None and isinstance(step.value, Item):
                    inner = module_scope(project, module.name) if module is not None else None
                    key = step.value.key
                    for item in key.items if isinstance(key, Display) else (key,):
                        if isinstance(item, Call) and inner is not None:
                            made = inner.symbol_of(item.callee)
                            if made is not None and made.name.endswith((".Depends", ".Security")):
                                return _ends_well(project, inner, item)
    return False


def _ends_well(project: Codebase, scope: View, call: Call) -> bool:
    """Whether the provider in `Depends(provider)` does not commit after an error."""
    provider = call.argument(0, "dependency")
    symbol = scope.symbol_of(provider) if provider is not None else None
    if symbol is None or symbol.kind != "function":
        return True
    return not any(_commits_late(f) for f in project.functions_named(symbol.name))


def _through(
    sites: tuple[CallSite, ...] | None, scope: Scope, name: str, depth: int, nobody: str
) -> str:
    if not sites:
        return nobody
    for site in sites:
        bound = calls.bind(scope.project, site.call, scope.function)
        given = bound.get(name)
        reason = _at_site(site, given, depth)
        if reason:
            return reason
    return ""


def _at_site(site: CallSite, given: Expr | None, depth: int) -> str:
    where = f"`{site.scope.function.name}`"
    if given is None:
        return f"{where} hands in something that is not known"
    for step, block in reversed(site.ancestors):
        if step.kind == "with" and any(i.target == given for i in step.items):
            break  # it is closed when an error leaves this block
        if step.kind == "try" and block.role == "body":
            for other in step.blocks:
                if other.role == "handler" and falls_through(other):
                    raise Left(
                        f"{where} goes on after an error of this function, and may commit what was "
                        "flushed before it"
                    )
    place = site.scope.place_of(given, site.step)
    if place.kind == "fresh":
        return ""
    return _not_ended(site.scope, place.root, place.path, depth + 1)


def _of_object(scope: Scope, attribute: str, depth: int) -> str:
    """`self.session`: what the constructor was given, at each place that makes the object."""
    owner = scope.function.owner or ""
    found = scope.project.functions_named(f"{owner}.__init__")
    if len(found) != 1:
        return f"`{owner}` has no constructor of its own"
    init = Scope(scope.project, found[0])
    names = {
        step.value.id
        for step in found[0].body
        for target in step.targets
        if getattr(target, "name", None) == attribute and isinstance(step.value, Name)
    }
    if len(names) != 1:
        return f"`{owner}.{attribute}` is not a plain parameter of its constructor"
    name = names.pop()
    if name in init.parameters and injected(init, init.parameters[name]):
        return ""
    sites = construction_sites(scope.project, owner)
    if not sites:
        return f"nobody in the project makes a `{owner}`"
    for site in sites:
        bound = calls.bind(scope.project, site.call, found[0], has_self=True)
        reason = _at_site(site, bound.get(name), depth)
        if reason:
            return reason
    return ""
