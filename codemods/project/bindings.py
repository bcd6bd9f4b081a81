"""What binds the names of a function: assignments, loops, contexts, imports, nested definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from codemods.model.code import (
    Bind,
    Display,
    Expr,
    Function,
    Name,
    Spread,
    Step,
    bound_names,
    expressions,
    steps_within,
    walk,
)
from codemods.model.valueclass import valueclass
from codemods.project.codebase import Codebase


@valueclass(frozen=True, slots=True)
class Binding:
    """How a local gets its value: from an expression, an item of it, or by entering it."""

    how: Literal["value", "item", "enter", "function", "unknown"]
    value: Expr | None
    step: Step
    index: int | None = None  # position in the unpacked value
    is_async: bool = False
    annotation: Expr | None = None


def bindings_of(project: Codebase, function: Function) -> Mapping[str, list[Binding]]:
    """What binds the names of a function, read once however many scopes look at it."""
    key = ("bindings", id(function))
    known = project.memo.get(key)
    if known is None:
        # The function is kept with them: as long as it lives, no other has its identity.
        known = project.memo[key] = (function, dict(_collect(function)))
    return known[1]  # type: ignore[index,no-any-return]


def _collect(function: Function) -> dict[str, list[Binding]]:
    found: dict[str, list[Binding]] = defaultdict(list)
    for step in steps_within(function.body):
        match step.kind:
            case "assign":
                for target in step.targets:
                    _bind(found, target, "value", step.value, step, note=step.annotation)
            case "declare":
                pass
            case "for":
                for target in step.targets:
                    _bind(found, target, "item", step.value, step, is_async=step.is_async)
            case "with":
                for item in step.items:
                    if item.target is not None:
                        _bind(
                            found,
                            item.target,
                            "enter",
                            item.context,
                            step,
                            is_async=step.is_async,
                        )
            case "function":
                found[step.names[0]].append(Binding("function", None, step))
            case "augment" | "import" | "class" | "delete":
                for target in step.targets:
                    for name in bound_names(target):
                        found[name].append(Binding("unknown", None, step))
                if step.kind in ("import", "class"):
                    for name in step.names:
                        found[name].append(Binding("unknown", None, step))
        for block in step.blocks:
            if block.name:
                found[block.name].append(Binding("unknown", None, step))
            for name in block.pattern_names:
                found[name].append(Binding("unknown", None, step))
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Bind):
                    found[part.name].append(Binding("value", part.value, step))
    return found


def _bind(
    found: dict[str, list[Binding]],
    target: Expr,
    how: Literal["value", "item", "enter"],
    value: Expr | None,
    step: Step,
    index: int | None = None,
    is_async: bool = False,
    note: Expr | None = None,
) -> None:
    match target:
        case Name(id=name):
            found[name].append(Binding(how, value, step, index, is_async, note))
        case Display(items=items):
            for position, item in enumerate(items):
                if index is None and not isinstance(item, Spread):
                    _bind(found, item, how, value, step, position, is_async)
                else:
                    for name in bound_names(item):
                        found[name].append(Binding("unknown", None, step))


def position(step: Step) -> tuple[int, int]:
    """Where a step begins; what stands before it has a smaller one."""
    return step.span.line, step.span.column


def dominates(one: Step, other: Step) -> bool:
    """Whether `one` has run whenever `other` runs: it stands before, in an enclosing block."""
    if (
        one.kind in ("for", "with", "try", "if", "match", "while")
        and other.path[: len(one.path)] == one.path
    ):
        # A loop variable or a `with` target is bound within the step's own body.
        return one.kind in ("for", "with")
    head = one.path[:-1]
    if len(other.path) < len(one.path) or other.path[: len(head)] != head:
        return False
    if one.kind in ("for", "while", "try", "if", "match"):
        return False
    return one.path[-1] < other.path[len(head)]
