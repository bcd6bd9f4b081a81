"""Bodies of loops that await: what is read from them, and what an item leaves to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Call,
    Display,
    Expr,
    Name,
    Step,
    bound_names,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Summary
from codemods.patterns._gather_items import held_elsewhere, not_reiterable
from codemods.patterns._site import Site
from codemods.project.concurrency import (
    conflict,
    distinct,
    raises,
)
from codemods.project.naming import Names, short_name
from codemods.project.purity import (
    all_awaits,
    certain_awaits,
    changes,
    may_raise,
    names_bound,
    names_read,
    names_used,
)

Shape = Literal["comprehension", "append", "build", "consume", "ignore", "body"]


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop as the pattern sees it: what is awaited per item, and what surrounds that."""

    shape: Shape
    step: Step
    index: int
    awaited: Await
    targets: tuple[Expr, ...]
    iterables: tuple[Expr, ...]
    summary: Summary
    rest: tuple[Step, ...] = ()
    element_is_await: bool = True
    needs_coroutine: bool = False
    fresh: int | None = None
    in_turn: bool = False
    hoist: str = ""
    out: str = ""  # what is collected where `build` says so, and whether an item may be skipped
    into: Literal["list", "dict"] = "list"
    skips: bool = False


def consume(
    finder: Site, steps: tuple[Step, ...], index: int, first: Step, rest: tuple[Step, ...]
) -> Loop | str | None:
    """`for x in xs: y = await f(x); ...` and `for x in xs: await f(x)`"""
    step, value = steps[index], first.value
    if not isinstance(value, Await) or all_awaits(value.value):
        return whole_body(finder, step, index, step.blocks[0].steps)
    summary = finder.effects.of_expr(finder.scope, value, first)
    raising = argument_raises(finder, value, first)
    head = (
        changes(finder.effects, finder.scope, step.value, step) if step.value is not None else None
    )
    if head is not None:
        return f"the loop does more than iterate: {head}"
    iterables = (step.value,) if step.value is not None else ()
    if first.kind == "expression" and not rest:
        return Loop(
            "ignore",
            step,
            index,
            value,
            step.targets,
            iterables,
            summary,
            needs_coroutine=raising is not None,
        )
    if first.kind != "assign" or len(first.targets) != 1 or first.annotation is not None:
        return whole_body(finder, step, index, step.blocks[0].steps)
    target = first.targets[0]
    if not isinstance(target, Name) or not isinstance(step.targets[0], Name | Display):
        return whole_body(finder, step, index, step.blocks[0].steps)
    reason = not_reiterable(finder, step)
    if reason is not None:
        return reason
    return _rest_is_local(finder, step, index, value, target.id, rest, summary, raising, iterables)


def hoisted(
    finder: Site, steps: tuple[Step, ...], index: int, first: Step, rest: tuple[Step, ...]
) -> Loop | None:
    """`for x in xs: out[x] = await f(x)`: what is done with a result is done in the loop over them."""
    step = steps[index]
    whole = first.value
    plain = first.kind == "assign" and isinstance(first.targets[0], Name)
    if first.kind not in ("assign", "augment", "expression") or whole is None or first.blocks:
        return None
    if isinstance(whole, Await) and (plain or first.kind == "expression"):
        return None
    awaits = list(certain_awaits(whole))
    if len(awaits) != 1 or len(all_awaits(whole)) != 1 or not_reiterable(finder, step):
        return None
    if not isinstance(step.targets[0], Name | Display) or step.value is None:
        return None
    if changes(finder.effects, finder.scope, step.value, step) is not None:
        return None
    awaited = awaits[0]
    if first.kind == "augment" and not isinstance(first.targets[0], Name):
        return None
    if any(may_raise(finder.effects, finder.scope, p, first) for p in _before(whole, awaited)):
        return None  # It would come after an error of the read, not before it.
    summary = finder.effects.of_expr(finder.scope, awaited, first)
    raising = argument_raises(finder, awaited, first)
    made = Names(finder.scope).fresh(short_name(awaited))
    found = _rest_is_local(
        finder, step, index, awaited, made, (first, *rest), summary, raising, (step.value,)
    )
    return replace(found, hoist=made) if isinstance(found, Loop) else None


def _before(expr: Expr, awaited: Await) -> Iterator[Expr]:
    """The parts of an expression that are evaluated before an await that stands in it."""
    part = expr
    while part is not awaited:
        for child in children(part):
            if any(inner is awaited for inner in walk(child)):
                part = child
                break
            yield child
        else:
            return


def _rest_is_local(
    finder: Site,
    step: Step,
    index: int,
    awaited: Await,
    target: str,
    rest: tuple[Step, ...],
    summary: Summary,
    raising: str | None,
    iterables: tuple[Expr, ...],
) -> Loop | str:
    loop_names = {n for t in step.targets for n in bound_names(t)}
    bound = {n for s in rest for n in names_bound(s)} | {target}
    carried = (bound - loop_names) & names_read(awaited.value)
    if carried:
        return f"an item's call reads `{min(carried)}`, which an earlier iteration sets"
    if bound & loop_names:
        return f"the loop variable `{min(bound & loop_names)}` is assigned in the body"
    if any(
        n in finder.scope.bindings and n not in finder.scope.function.local_names for n in bound
    ):
        return "the body assigns names of an outer scope"
    effects = NOTHING
    for inner in rest:
        effects = effects | finder.effects.of_step(finder.scope, inner, skip_awaits=True)
    in_turn = False
    for effect in sorted(effects.effects, key=lambda e: (e.kind, e.resource, e.via)):
        if effect.kind == "raise":
            # It comes before the error of a later item's call, which must wait for its turn.
            in_turn = in_turn or effect.known != "guessed" or bool(raises(summary))
        elif (effect.kind == "read" and effect.resource == "state") or (
            effect.kind == "write"
            and effect.resource == "state"
            and effect.place is not None
            and effect.place.kind == "fresh"
        ):
            continue
        else:
            what = effect.via or effect.resource
            return f"the rest of the body does more than compute ({what}): an item's work would come after later reads"
    clash = conflict(finder.project, effects, summary)
    if clash is not None:
        return f"the rest of the body and the awaited call of the next item: {clash}"
    seen = finder.scope.names_behind(names_read(awaited.value))
    for effect in effects.effects:
        if effect.kind == "write" and effect.place is not None:
            filled = effect.place.root.partition("@")[0]
            if effect.place.kind == "fresh" and filled in seen:
                return f"an item's call reads `{filled}`, which the rest of the body changes"
            if effect.place.kind == "fresh" and held_elsewhere(finder, step, filled):
                return f"`{filled}` may be looked into by others while the loop fills it"
            for iterable in iterables:
                place = finder.scope.place_of(iterable, step)
                if place == effect.place or (
                    place.root == effect.place.root and not distinct(place, effect.place)
                ):
                    return "the body changes what the loop runs over"
    return Loop(
        "consume",
        step,
        index,
        awaited,
        step.targets,
        iterables,
        summary,
        rest,
        needs_coroutine=raising is not None,
        in_turn=in_turn,
    )


def whole_body(finder: Site, step: Step, index: int, body: tuple[Step, ...]) -> Loop | str:
    """The whole body as a local coroutine: the items' order of work becomes free."""
    loop_names = {n for t in step.targets for n in bound_names(t)}
    bound = {n for s in body for n in names_bound(s)} - loop_names
    if any(
        n in finder.scope.bindings and n not in finder.scope.function.local_names for n in bound
    ):
        return "the body assigns names of an outer scope"
    for inner in steps_within(body):
        if inner.kind == "augment" and any(isinstance(t, Name) for t in inner.targets):
            return "the body accumulates from one item to the next"
        if inner.kind in ("function", "class", "scope", "delete"):
            return "the body defines or deletes names"
    outside = used_outside(finder, step)
    kept = bound & outside
    if kept:
        return f"`{min(kept)}` is set in the body and read outside of it"
    if _read_before_set(body, bound):
        return "the body reads what an earlier iteration set"
    awaits = [a for s in steps_within(body) for e in expressions(s) for a in all_awaits(e)]
    if not awaits:
        return "the body waits for nothing that can be followed"
    summary = finder.effects.of_steps(finder.scope, body)
    return Loop(
        "body",
        step,
        index,
        awaits[0],
        step.targets,
        (step.value,) if step.value is not None else (),
        summary,
        body,
        needs_coroutine=True,
    )


def used_outside(finder: Site, step: Step) -> frozenset[str]:
    """Names whose value from inside the loop may be read after or around it."""
    used: set[str] = set()
    for other in steps_within(finder.function.body):
        inside = other.path[: len(step.path)] == step.path
        around_step = step.path[: len(other.path)] == other.path
        if inside or around_step:
            continue
        for name in names_used(other):
            for binding in finder.scope.reaching(name, other):
                if binding.step.path[: len(step.path)] == step.path:
                    used.add(name)
    return frozenset(used)


def _read_before_set(body: tuple[Step, ...], bound: set[str]) -> bool:
    """Whether a name of the body may be read before the same iteration sets it."""
    return _set_after(body, frozenset(bound), frozenset()) is None


def _set_after(
    steps: tuple[Step, ...], bound: frozenset[str], known: frozenset[str]
) -> frozenset[str] | None:
    """The names that are surely set after a block; None where one is read before."""
    for step in steps:
        after: frozenset[str] | None
        if step.kind in ("with", "if", "try"):
            after = _set_after_blocks(step, bound, known)
            if after is None:
                return None
            known = after
            continue
        if (names_used(step) - known) & bound:
            return None
        if step.kind == "assign":
            known |= names_bound(step)
        elif step.kind == "for":
            known |= {n for t in step.targets for n in bound_names(t)}
    return known


def _set_after_blocks(
    step: Step, bound: frozenset[str], known: frozenset[str]
) -> frozenset[str] | None:
    for expr in expressions(step):
        if any(expr == item.target for item in step.items):
            continue
        if (names_read(expr) - known) & bound:
            return None
    known |= {p.name for e in expressions(step) for p in walk(e) if isinstance(p, Bind)}
    for item in step.items:
        if item.target is not None:
            known |= frozenset(bound_names(item.target))
    ends: list[frozenset[str]] = []
    tried = known
    for block in step.blocks:
        start = tried if block.role in ("else",) and step.kind == "try" else known
        after = _set_after(block.steps, bound, start | ({block.name} if block.name else set()))
        if after is None:
            return None
        if step.kind == "try" and block.role == "body":
            tried = after
        leaves = bool(block.steps) and block.steps[-1].kind in (
            "continue", "raise", "return", "break",
        )  # fmt: skip
        if not leaves and block.role != "finally":
            ends.append(after)
    if step.kind == "try" and any(b.role == "else" for b in step.blocks):
        ends = [e for e in ends if e is not tried]
    if step.kind == "if" and not any(b.role == "else" for b in step.blocks):
        ends.append(known)
    return frozenset.intersection(*ends) if ends else known


def argument_raises(finder: Site, awaited: Await, step: Step) -> str | None:
    """What may raise when the arguments of an awaited call are evaluated; None where nothing can."""
    if not isinstance(awaited.value, Call):
        return None
    parts = [a.value for a in awaited.value.args]
    if isinstance(awaited.value.callee, Attribute):
        parts.insert(0, awaited.value.callee.value)
    for part in parts:
        reason = may_raise(finder.effects, finder.scope, part, step)
        if reason is not None:
            return reason
    return None


# -- verdict and plan -----------------------------------------------------------------------------
