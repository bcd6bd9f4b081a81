"""What a function gives back: by annotation, or by what stands behind its `return`s and `yield`s."""

from __future__ import annotations

from collections.abc import Mapping

from codemods.model.code import Call, Function, Yield, expressions, steps_within, walk
from codemods.project.annotations import type_of_annotation
from codemods.project.codebase import Codebase, View
from codemods.project.symbols import type_values
from codemods.project.types import Type, join, substitute

# Through so many functions are types followed that only their calls tell.
_MOST_HANDED = 8


def return_type(
    project: Codebase,
    function: Function,
    self_type: Type | None = None,
    handed: Mapping[str, Type] | None = None,
) -> Type | None:
    """What a function returns when it has run to its end (awaited, for a coroutine function).

    `handed` are the types that one call gives to parameters that have none.
    """
    module = project.modules[function.module]
    owner = self_type.name if self_type and function.owner else function.owner
    declared = type_of_annotation(project, module, function.returns, owner)
    if declared is not None and self_type is not None and function.owner:
        declared = substitute(declared, type_values(project, self_type))
    if declared is not None or function.is_generator:
        return declared
    given = tuple(sorted((handed or {}).items(), key=lambda h: h[0]))
    key = ("returns", function.name, function.span.line, self_type, given)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    running = memo.setdefault("functions whose returns are being read", [])
    if given and isinstance(running, list):
        # One that calls itself may hand itself a longer type each time.
        if function.name in running or len(running) > _MOST_HANDED:
            del memo[key]
            return None
        running.append(function.name)
        try:
            memo[key] = _returned(project, function, self_type, handed)
        finally:
            running.pop()
    else:
        memo[key] = _returned(project, function, self_type, handed)
    return memo[key]  # type: ignore[return-value]


def _returned(
    project: Codebase,
    function: Function,
    self_type: Type | None,
    handed: Mapping[str, Type] | None,
) -> Type | None:
    """The type of what stands behind the `return`s of a function that is not annotated."""
    if function.returns is not None:
        return None
    scope = project.view(function, self_type, handed)
    values = [s for s in steps_within(function.body) if s.kind == "return"]
    types = [scope.type_of(s.value, s) if s.value is not None else Type("None") for s in values]
    return join(types) if types else Type("None")


def yielded_type(
    project: Codebase, function: Function, self_type: Type | None = None
) -> Type | None:
    """The type a generator hands out, by what stands behind its `yield`s."""
    key = ("yields", function.name, function.span.line, self_type)
    memo = project.memo
    if key in memo:
        return memo[key]  # type: ignore[return-value]
    memo[key] = None
    scope = project.view(function, self_type)
    found: list[Type | None] = []
    for step in steps_within(function.body):
        for expr in expressions(step):
            found += (
                scope.type_of(part.value, step) if part.value is not None else Type("None")
                for part in walk(expr)
                if isinstance(part, Yield)
            )
    memo[key] = join(found) if found else None
    return memo[key]  # type: ignore[return-value]


def injected_type(scope: View, default: Call) -> Type | None:
    """`x = Depends(get_x)`: what the provider gives."""
    symbol = scope.symbol_of(default.callee)
    if (
        symbol is None
        or symbol.kind != "external"
        or not symbol.name.endswith((".Depends", ".Security"))
    ):
        return None
    provider = default.argument(0, "dependency")
    given = scope.symbol_of(provider) if provider is not None else None
    if given is None:
        return None
    if given.kind == "class":
        return Type(given.name)
    if given.kind == "function":
        providers = scope.project.functions_named(given.name)
        if providers and all(f.is_generator and f.returns is None for f in providers):
            return join(yielded_type(scope.project, f) for f in providers)
        types = [return_type(scope.project, f) for f in providers]
        found = join(types) if types else None
        if found and (
            "Generator" in found.name or "Iterator" in found.name or "Iterable" in found.name
        ):
            return found.args[0] if found.args else None
        return found
    return None
