"""The shapes a loop or comprehension may have that awaits one item after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Display,
    Expr,
    Name,
    ShortCircuit,
    Step,
    Yield,
    bound_names,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Summary
from codemods.patterns._gather_bodies import Loop, argument_raises, consume, hoisted, whole_body
from codemods.patterns._site import Site
from codemods.project.concurrency import (
    state_writes,
)
from codemods.project.purity import (
    all_awaits,
    certain_awaits,
    changes,
    may_raise,
    names_bound,
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
    for inner in steps_within(body):
        if inner.kind in ("break", "return", "raise"):
            leaves = leaves if leaves in ("break", "return") else inner.kind
        if inner.kind == "try":
            return "the loop handles errors per item"
        if any(isinstance(p, Yield) for e in expressions(inner) for p in walk(e)):
            return "the loop yields between items"
    early = f"the loop can leave early (`{leaves}`): later items must not start"
    if leaves in ("break", "return"):
        return early
    found = _shape_of(finder, steps, index, body)
    if leaves and (not isinstance(found, Loop) or found.shape not in ("build", "consume")):
        # Only these raise it when it is the item's turn; the others' later reads are no harm.
        return early
    return found


def _shape_of(
    finder: Site, steps: tuple[Step, ...], index: int, body: tuple[Step, ...]
) -> Loop | str | None:
    awaiting = [s for s in body if s.awaits]
    first = awaiting[0]
    if sum(s.awaits for s in body) > 1 or first is not body[0]:
        built = _build(finder, steps, index)
        if built is not None:
            return built
    if len(awaiting) == 1 and first is body[-1] and len(body) == 1:
        appended = _append(finder, steps, index, first)
        if appended is not None:
            return appended
    if len(awaiting) == 1 and first is body[0] and first.awaits == 1:
        return hoisted(finder, steps, index, first, body[1:]) or consume(
            finder, steps, index, first, body[1:]
        )
    return whole_body(finder, steps[index], index, body)


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
    if out in names_read(element) or (step.value is not None and out in names_read(step.value)):
        return f"the awaited call reads `{out}`, which the loop fills"
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
    if index > 0 and _makes_empty_list(steps[index - 1], out):
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


def _build(finder: Site, steps: tuple[Step, ...], index: int) -> Loop | None:
    """`for x in xs: ...; out.append(made)`, where all that an item's work changes is its own.

    None where the body is anything else: then it may still be found in another shape.
    """
    step = steps[index]
    body = step.blocks[0].steps
    value = body[-1].value
    match value:
        case Call(callee=Attribute(value=Name(id=out), name="append"), args=(only,)):
            made = only.value
        case _:
            return None
    found = finder.scope.type_of(Name(out), body[-1])
    place = finder.scope.place_of(Name(out), step)
    is_list = found is not None and found.name == "list" and place.kind == "fresh"
    if only.star or body[-1].kind != "expression" or not is_list or place.path:
        return None
    parts = [e for s in steps_within(body[:-1]) for e in (*expressions(s), *s.targets)]
    read = frozenset(n for e in (*parts, made) for n in names_read(e))
    if out in read or step.value is None or out in names_read(step.value):
        return None
    if any(s.kind not in ("assign", "expression", "if", "raise") for s in steps_within(body)):
        return None
    whole = whole_body(finder, step, index, body)
    if isinstance(whole, str):
        return None
    bound = {n for s in body for n in names_bound(s)} - {
        n for t in step.targets for n in bound_names(t)
    }
    work = finder.effects.of_steps(finder.scope, body[:-1])
    work = work | finder.effects.of_expr(finder.scope, made, body[-1])
    own = frozenset(e for e in work.effects if not _is_of_item(e, bound))
    summary = Summary(own, work.waits)
    head = changes(finder.effects, finder.scope, step.value, step)
    if state_writes(summary) or head is not None:
        return None
    fresh = index - 1 if index > 0 and _makes_empty_list(steps[index - 1], out) else None
    return replace(whole, shape="build", summary=summary, rest=(), fresh=fresh)


def _is_of_item(effect: Effect, bound: set[str]) -> bool:
    """Whether an effect is about an object that the body makes anew for each item."""
    place = effect.place
    return (
        effect.resource == "state"
        and place is not None
        and place.kind == "fresh"
        and place.root.partition("@")[0] in bound
    )


def _makes_empty_list(step: Step, name: str) -> bool:
    if step.kind != "assign" or step.targets != (Name(name),):
        return False
    match step.value:
        case Display(type="list", items=()):
            return True
        case Call(callee=Name(id="list"), args=()):
            return True
        case _:
            return False
