"""The shapes a loop or comprehension may have that awaits one item after the other."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Expr,
    Name,
    ShortCircuit,
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Summary
from codemods.patterns._gather_bodies import Loop, argument_raises, consume, hoisted, whole_body
from codemods.patterns._gather_collected import build, later, makes_empty
from codemods.patterns._gather_items import all_there, held_elsewhere
from codemods.patterns._site import Site
from codemods.project.purity import (
    all_awaits,
    certain_awaits,
    changes,
    may_raise,
    names_read,
)


def comprehension(finder: Site, step: Step, index: int) -> Loop | str | None:
    """A comprehension that awaits once per item; a reason where that cannot be; None for anything else."""
    value = step.value
    if value is None:
        return None
    candidates = [
        p for p in _always_evaluated(value) if isinstance(p, Comprehension) and all_awaits(p)
    ]
    if not candidates:
        return None
    if len(candidates) > 1:
        return "several comprehensions await in one statement"
    inner = candidates[0]
    if inner.type == "generator":
        return None
    inside = [a for e in inner.elements for a in all_awaits(e)]
    everything = all_awaits(value)
    certain = [a for e in inner.elements for a in certain_awaits(e)]
    if len(inside) != 1 or len(certain) != 1 or len(everything) != 1:
        return "the comprehension awaits more than once per item, or under a condition"
    if any(c.is_async for c in inner.clauses):
        return "the comprehension runs over an asynchronous iterator"
    if any(isinstance(p, Bind | Yield) for p in walk(inner)):
        return "a name is bound inside the comprehension"
    awaited = inside[0]
    with finder.scope.inside(inner):
        for element in inner.elements:
            reason = changes(finder.effects, finder.scope, element, step)
            if reason is not None:
                return f"per item it does more than await: {reason}"
        for clause in inner.clauses:
            for part in (clause.iterable, *clause.conditions):
                reason = changes(finder.effects, finder.scope, part, step)
                if reason is not None:
                    return f"the loop does more than iterate: {reason}"
        summary = finder.effects.of_expr(finder.scope, awaited, step)
        raising = argument_raises(finder, awaited, step)
        residue_raises = any(
            may_raise(finder.effects, finder.scope, e, step)
            for e in inner.elements
            if e is not awaited
        )
    whole = inner.type != "dict" and inner.elements[0] is awaited
    if residue_raises:
        summary = summary | Summary(
            frozenset({Effect("raise", "unknown", target="LookupError", known="guessed")})
        )
    return Loop(
        "comprehension",
        step,
        index,
        awaited,
        tuple(c.target for c in inner.clauses),
        tuple(c.iterable for c in inner.clauses),
        summary,
        element_is_await=whole,
        needs_coroutine=not whole or raising is not None,
    )


def _always_evaluated(expr: Expr) -> Iterator[Expr]:
    """The parts of an expression that run whenever it does."""
    yield expr
    match expr:
        case Choice(test=test):
            yield from _always_evaluated(test)
        case ShortCircuit(operands=operands):
            yield from _always_evaluated(operands[0])
        case Comprehension(clauses=clauses):
            yield from _always_evaluated(clauses[0].iterable)
        case Closure():
            return
        case _:
            for child in children(expr):
                yield from _always_evaluated(child)


def for_loop(finder: Site, steps: tuple[Step, ...], index: int) -> Loop | str | None:
    """A `for` statement that awaits once per item; a reason where that cannot be; None for anything else."""
    step = steps[index]
    body = step.blocks[0].steps
    if not any(s.awaits for s in body):
        return None
    if step.is_async:
        return "the loop runs over an asynchronous iterator"
    if len(step.blocks) > 1:
        return "the loop has an `else`"
    if step.value is None or all_awaits(step.value):
        return None if step.value is None else "the iterable is awaited in the loop's head"
    leaves = ""
    handles = False
    for inner in steps_within(body):
        if inner.kind in ("break", "return", "raise"):
            leaves = leaves if leaves in ("break", "return") else inner.kind
        handles = handles or inner.kind == "try"
        if any(isinstance(p, Yield) for e in expressions(inner) for p in walk(e)):
            return "the loop yields between items"
    early = f"the loop can leave early (`{leaves}`): later items must not start"
    if leaves in ("break", "return"):
        return early
    found = _shape_of(finder, steps, index, body)
    if handles and (not isinstance(found, Loop) or found.shape != "build"):
        return "the loop handles errors per item"
    if leaves and (not isinstance(found, Loop) or found.shape not in ("build", "consume")):
        # Only these raise it when it is the item's turn; the others' later reads are no harm.
        return early
    return found


def _shape_of(
    finder: Site, steps: tuple[Step, ...], index: int, body: tuple[Step, ...]
) -> Loop | str | None:
    awaiting = [s for s in body if s.awaits]
    first = awaiting[0]
    alone = sum(s.awaits for s in body) == 1 and first is body[0] and not first.blocks
    if not alone:
        built = build(finder, steps, index)
        if built is not None:
            return built
        return whole_body(finder, steps[index], index, body)
    if len(body) == 1:
        appended = _append(finder, steps, index, first)
        if appended is not None:
            return appended
    found = hoisted(finder, steps, index, first, body[1:]) or consume(
        finder, steps, index, first, body[1:]
    )
    if not isinstance(found, Loop) or found.shape == "body":
        head = steps[index].value
        if head is not None and all_there(finder, head, steps[index]):
            return build(finder, steps, index) or found
    return found


def _append(finder: Site, steps: tuple[Step, ...], index: int, inner: Step) -> Loop | str | None:
    """`for x in xs: out.append(await f(x))`"""
    step, value = steps[index], inner.value
    if inner.kind != "expression" or not isinstance(value, Call) or len(value.args) != 1:
        return None
    callee = value.callee
    if not (
        isinstance(callee, Attribute) and callee.name == "append" and isinstance(callee.value, Name)
    ):
        return None
    element = value.args[0].value
    awaits = list(certain_awaits(element))
    if len(awaits) != 1 or len(all_awaits(element)) != 1 or value.args[0].star:
        return "the loop awaits more than once per item, or under a condition"
    out = callee.value.id
    found = finder.scope.type_of(callee.value, inner)
    place = finder.scope.place_of(callee.value, step)
    if found is None or found.name != "list" or place.kind != "fresh" or place.path:
        return f"`{out}` is not known to be a list made here: when a later item fails, the earlier ones are in it"
    read = names_read(element) | (names_read(step.value) if step.value is not None else frozenset())
    if out in finder.scope.names_behind(read):
        return f"the awaited call reads `{out}`, which the loop fills"
    if later(element):
        return "what an item leaves behind looks at its names later"
    if held_elsewhere(finder, step, out):
        return f"`{out}` may be looked into by others while the loop fills it"
    reason = changes(finder.effects, finder.scope, element, inner)
    if reason is not None:
        return f"per item it does more than await: {reason}"
    head = (
        changes(finder.effects, finder.scope, step.value, step) if step.value is not None else None
    )
    if head is not None:
        return f"the loop does more than iterate: {head}"
    awaited = awaits[0]
    summary = finder.effects.of_expr(finder.scope, awaited, inner)
    if element is not awaited and may_raise(finder.effects, finder.scope, element, inner):
        summary = summary | Summary(
            frozenset({Effect("raise", "unknown", target="LookupError", known="guessed")})
        )
    fresh = None
    if index > 0 and makes_empty(steps[index - 1], out, "list"):
        fresh = index - 1
    target = step.targets[0]
    return Loop(
        "append",
        step,
        index,
        awaited,
        (target,),
        (step.value,) if step.value is not None else (),
        summary,
        element_is_await=element is awaited,
        needs_coroutine=element is not awaited
        or argument_raises(finder, awaited, inner) is not None,
        fresh=fresh,
    )
