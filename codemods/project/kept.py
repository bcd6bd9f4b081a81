"""What a program keeps under a name that nothing declares: by all that is stored there.

`app.state.pool` and `app["pool"]` of a web application, `g.db` of a request, and module variables
that functions fill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codemods.model.code import Attribute, Constant, Expr, Item, Name, Step, steps_within
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, Module, View
from codemods.project.dialects import is_test
from codemods.project.showing import functions_showing
from codemods.project.types import Type, join

STATE = "starlette.datastructures.State"
APPLICATION = "aiohttp.web.Application"
OF_REQUEST = "flask.ctx._AppCtxGlobals"


def filled_by_functions(project: Codebase, module: Module, name: str) -> list[Type | None]:
    """The types that functions of a module give to its variable through `global`."""
    return [
        _given(scope, step)
        for scope, step, target in _assigned(project, module, name)
        if target == Name(name) and name not in scope.function.local_names
    ]


def kept_attribute(project: Codebase, name: str) -> Type | None:
    """The type of `app.state.name`, by what the project assigns to it wherever that is."""

    def is_it(scope: View, target: Expr) -> bool:
        match target:
            case Attribute(value=Attribute(name="state"), name=found):
                return found == name
            case _:
                return False

    return _kept(project, ("kept", STATE, name), (".state.",), f".{name}", is_it)


def kept_for_request(project: Codebase, name: str) -> Type | None:
    """The type of `g.name` in Flask, by what the project assigns to it wherever that is."""
    return _kept(project, ("kept", OF_REQUEST, name), ("g.",), f"g.{name}", _of_request(name))


def put_for_request(project: Codebase, name: str) -> Iterator[tuple[View, Step]]:
    """Where the project puts something in `g.name`."""
    for module in project.modules.values():
        if "g." in module.facts.words:
            for scope, step, target in _assigned(project, module, f"g.{name}"):
                if _of_request(name)(scope, target):
                    yield scope, step


def _of_request(name: str) -> Callable[[View, Expr], bool]:
    def is_it(scope: View, target: Expr) -> bool:
        if not isinstance(target, Attribute) or target.name != name:
            return False
        symbol = scope.symbol_of(target.value)
        return symbol is not None and symbol.name == "flask.g"

    return is_it


def kept_item(view: View, key: Expr) -> Type | None:
    """The type of `app[key]`, by what the project stores there wherever that is."""
    name = _key_of(view, key)
    if not name:
        return None

    def is_it(scope: View, target: Expr) -> bool:
        match target:
            case Item(value=Name(id="app") | Attribute(name="app"), key=found):
                return _key_of(scope, found) == name
            case Item(value=value, key=found):
                held = scope.type_of(value)
                is_app = held is not None and held.name == APPLICATION
                return is_app and _key_of(scope, found) == name
            case _:
                return False

    memo = ("kept", APPLICATION, name)
    return _kept(view.project, memo, ("app[",), "[", is_it)


def _key_of(scope: View, key: Expr) -> str:
    """A key as it is the same everywhere: a text, or the module variable that holds an `AppKey`."""
    if isinstance(key, Constant) and isinstance(key.value, str):
        return f"'{key.value}'"
    symbol = scope.symbol_of(key) if isinstance(key, Name | Attribute) else None
    return symbol.name if symbol is not None and symbol.kind == "variable" else ""


def _kept(
    project: Codebase,
    key: tuple[str, str, str],
    words: tuple[str, ...],
    mark: str,
    is_it: Callable[[View, Expr], bool],
) -> Type | None:
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    found: list[Type | None] = []
    for module in project.modules.values():
        if is_test(module.path) or not any(w in module.facts.words for w in words):
            continue
        for scope, step, target in _assigned(project, module, mark):
            if is_it(scope, target):
                declared = type_of_annotation(project, module, step.annotation)
                found.append(declared or _given(scope, step))
    memo[key] = join(found) if found else None
    return memo[key]  # type: ignore[return-value]


def _given(scope: View, step: Step) -> Type | None:
    """What an assignment gives to its one target."""
    plain = step.kind == "assign" and len(step.targets) == 1 and step.value is not None
    return scope.type_of(step.value, step) if plain and step.value is not None else None


def _assigned(project: Codebase, module: Module, mark: str) -> Iterator[tuple[View, Step, Expr]]:
    """The assignments in functions whose lines show a text: where, which step, to what."""
    for function in functions_showing(project, module, mark):
        scope = project.view(function)
        for step in steps_within(function.body):
            if step.kind not in ("assign", "declare", "augment", "with", "for"):
                continue
            for target in (*step.targets, *(i.target for i in step.items if i.target)):
                yield scope, step, target
