"""Loops and comprehensions that await one item after the other: the loop half of `gather`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    ShortCircuit,
    Spread,
    Step,
    Yield,
    bound_names,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Effect, Summary
from codemods.model.findings import Finding, Refused
from codemods.model.steps import AwaitEach
from codemods.patterns._gather_clients import doubts_of_call, doubts_of_clients
from codemods.patterns._site import Site, Where
from codemods.project.concurrency import (
    channels,
    conflict,
    distinct,
    gains,
    logs,
    obstacles,
    raises,
    state_writes,
    waits_for,
    writes,
)
from codemods.project.describe import describe
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
from codemods.project.surroundings import Surroundings, begins_before
from codemods.project.types import members

_REITERABLE = {
    "list", "tuple", "set", "frozenset", "dict", "str", "range", "bytes", "json", "collections.deque",
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter",
    "collections.abc.Sequence", "collections.abc.Mapping", "collections.abc.Set", "collections.abc.Collection",
    "typing.Sequence", "typing.Mapping", "typing.AbstractSet", "typing.Collection", "typing.MutableSequence",
    "collections.abc.MutableSequence", "collections.abc.KeysView", "collections.abc.ValuesView",
    "collections.abc.ItemsView", "dict_keys", "dict_values", "dict_items",
}  # fmt: skip

Shape = Literal["comprehension", "append", "build", "consume", "ignore", "body"]


@dataclass(frozen=True, slots=True)
class _Loop:
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


def find_loop(
    finder: Site,
    path: tuple[int, ...],
    steps: tuple[Step, ...],
    index: int,
    look_around: Callable[[], Surroundings],
) -> Iterator[Finding | Refused]:
    """What can be said of the statement at `index` when it awaits once per item."""
    step = steps[index]
    if step.kind == "for":
        found = _for_loop(finder, steps, index)
    elif step.kind in ("assign", "return", "expression") and step.value is not None:
        found = _comprehension(finder, step, index)
    else:
        return
    if found is None:
        return
    if isinstance(found, str):
        yield finder.refusal(step.span, step.span, found)
        return
    around_ = look_around()
    reason = _forbidden(finder, found, around_)
    if reason is not None:
        yield finder.refusal(step.span, step.span, reason)
        return
    yield _finding(finder, path, steps, found, around_)


# -- shapes ---------------------------------------------------------------------------------------


def _comprehension(finder: Site, step: Step, index: int) -> _Loop | str | None:
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
        raising = _argument_raises(finder, awaited, step)
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
    return _Loop(
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


def _for_loop(finder: Site, steps: tuple[Step, ...], index: int) -> _Loop | str | None:
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
    if leaves and (not isinstance(found, _Loop) or found.shape not in ("build", "consume")):
        # Only these raise it when it is the item's turn; the others' later reads are no harm.
        return early
    return found


def _shape_of(
    finder: Site, steps: tuple[Step, ...], index: int, body: tuple[Step, ...]
) -> _Loop | str | None:
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
        return _hoisted(finder, steps, index, first, body[1:]) or _consume(
            finder, steps, index, first, body[1:]
        )
    return _body(finder, steps[index], index, body)


def _append(finder: Site, steps: tuple[Step, ...], index: int, inner: Step) -> _Loop | str | None:
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
    return _Loop(
        "append",
        step,
        index,
        awaited,
        (target,),
        (step.value,) if step.value is not None else (),
        summary,
        element_is_await=element is awaited,
        needs_coroutine=element is not awaited
        or _argument_raises(finder, awaited, inner) is not None,
        fresh=fresh,
    )


def _build(finder: Site, steps: tuple[Step, ...], index: int) -> _Loop | None:
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
    whole = _body(finder, step, index, body)
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


def _consume(
    finder: Site, steps: tuple[Step, ...], index: int, first: Step, rest: tuple[Step, ...]
) -> _Loop | str | None:
    """`for x in xs: y = await f(x); ...` and `for x in xs: await f(x)`"""
    step, value = steps[index], first.value
    if not isinstance(value, Await) or all_awaits(value.value):
        return _body(finder, step, index, step.blocks[0].steps)
    summary = finder.effects.of_expr(finder.scope, value, first)
    raising = _argument_raises(finder, value, first)
    head = (
        changes(finder.effects, finder.scope, step.value, step) if step.value is not None else None
    )
    if head is not None:
        return f"the loop does more than iterate: {head}"
    iterables = (step.value,) if step.value is not None else ()
    if first.kind == "expression" and not rest:
        return _Loop(
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
        return _body(finder, step, index, step.blocks[0].steps)
    target = first.targets[0]
    if not isinstance(target, Name) or not isinstance(step.targets[0], Name | Display):
        return _body(finder, step, index, step.blocks[0].steps)
    reason = _not_reiterable(finder, step)
    if reason is not None:
        return reason
    return _rest_is_local(finder, step, index, value, target.id, rest, summary, raising, iterables)


def _hoisted(
    finder: Site, steps: tuple[Step, ...], index: int, first: Step, rest: tuple[Step, ...]
) -> _Loop | None:
    """`for x in xs: out[x] = await f(x)`: what is done with a result is done in the loop over them."""
    step = steps[index]
    whole = first.value
    plain = first.kind == "assign" and isinstance(first.targets[0], Name)
    if first.kind not in ("assign", "augment", "expression") or whole is None or first.blocks:
        return None
    if isinstance(whole, Await) and (plain or first.kind == "expression"):
        return None
    awaits = list(certain_awaits(whole))
    if len(awaits) != 1 or len(all_awaits(whole)) != 1 or _not_reiterable(finder, step):
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
    raising = _argument_raises(finder, awaited, first)
    made = Names(finder.scope).fresh(short_name(awaited))
    found = _rest_is_local(
        finder, step, index, awaited, made, (first, *rest), summary, raising, (step.value,)
    )
    return replace(found, hoist=made) if isinstance(found, _Loop) else None


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
) -> _Loop | str:
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
    for effect in effects.effects:
        if effect.kind == "write" and effect.place is not None:
            for iterable in iterables:
                place = finder.scope.place_of(iterable, step)
                if place == effect.place or (
                    place.root == effect.place.root and not distinct(place, effect.place)
                ):
                    return "the body changes what the loop runs over"
    return _Loop(
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


def _not_reiterable(finder: Site, step: Step) -> str | None:
    iterable = step.value
    if iterable is None:
        return "the loop has no iterable"
    match iterable:
        case Name() | Attribute() | Display():
            pass
        case Call(callee=Name(id="range")):
            return None
        case Call(callee=Attribute(name="items" | "values" | "keys"), args=()):
            pass
        case _:
            return f"`{describe(iterable)}` would be evaluated twice"
    found = members(finder.scope.type_of(iterable, step))
    if not found or not all(p.name in _REITERABLE for p in found):
        return f"`{describe(iterable)}` may be an iterator that can be read only once"
    return None


def _body(finder: Site, step: Step, index: int, body: tuple[Step, ...]) -> _Loop | str:
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
    outside = _used_outside(finder, step)
    kept = bound & outside
    if kept:
        return f"`{min(kept)}` is set in the body and read outside of it"
    if _read_before_set(body, bound):
        return "the body reads what an earlier iteration set"
    awaits = [a for s in steps_within(body) for e in expressions(s) for a in all_awaits(e)]
    if not awaits:
        return "the body waits for nothing that can be followed"
    summary = finder.effects.of_steps(finder.scope, body)
    return _Loop(
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


def _used_outside(finder: Site, step: Step) -> frozenset[str]:
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
    known: set[str] = set()
    for step in body:
        if (names_used(step) - known) & bound:
            return True
        if step.kind in ("assign", "with"):
            known |= names_bound(step)
        elif step.kind == "for":
            known |= {n for t in step.targets for n in bound_names(t)}
    return False


def _argument_raises(finder: Site, awaited: Await, step: Step) -> str | None:
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


def _forbidden(finder: Site, loop: _Loop, around_: Surroundings) -> str | None:
    summary = loop.summary
    found = obstacles(summary)
    if found:
        return f"`{describe(loop.awaited.value)}`: {found[0].reason}"
    written = writes(summary)
    if written:
        return f"`{describe(loop.awaited.value)}` writes ({written[0].resource}, `{written[0].via}`) once per item, in order"
    touches = waits_for(summary)
    if not gains(summary):
        return f"`{describe(loop.awaited.value)}` waits for nothing outside, so nothing is gained"
    clash = conflict(finder.project, summary, summary)
    if clash is not None and loop.shape != "body":
        return f"two items at once: {clash}"
    if clash is not None and not _only_item_state(finder, loop):
        return f"two items at once: {clash}"
    if loop.shape == "ignore" and raises(summary):
        return f"the result of `{describe(loop.awaited.value)}` is not used and it raises: a guard"
    if touches & {"database", "unknown"}:
        if around_.transaction:
            return f"a transaction is open around the loop (`{around_.transaction}`)"
        begun = begins_before(finder.effects, finder.scope, loop.step.span.line)
        if begun:
            return f"a transaction is begun before the loop (`{begun}`)"
        if around_.held:
            return f"a connection is held around the loop (`{around_.held}`) while each item takes another"
        if around_.unknown:
            return around_.unknown[0] + ": it may open a transaction"
    names = {n for t in loop.targets for n in bound_names(t)} | names_bound(loop.step)
    filled = {
        e.place.root.partition("@")[0]
        for e in finder.effects.of_step(finder.scope, loop.step).effects
        if e.kind == "write" and e.resource == "state" and e.place is not None
    }
    if filled & around_.handler_names:
        return f"a handler (or what follows it) reads `{min(filled & around_.handler_names)}`, which the loop fills item by item"
    if names & around_.handler_names:
        return f"a handler (or what follows it) reads `{min(names & around_.handler_names)}`, which the loop sets item by item"
    if loop.shape in ("append", "build", "consume", "body", "ignore"):
        after = names & _used_outside(finder, loop.step)
        if after and loop.shape != "consume":
            return f"`{min(after)}` is read after the loop"
    for iterable in loop.iterables:
        for name in names_read(iterable):
            if any(
                e.kind == "write"
                and e.resource == "state"
                and e.place is not None
                and e.place.root.partition("@")[0] == name
                and e.place.path in ((), ("[*]",))
                for e in summary.effects
            ):
                return "the awaited call changes what the loop runs over"
    return None


def _only_item_state(finder: Site, loop: _Loop) -> bool:
    """Whether the items' only common ground is state of the item itself."""
    names = {n for t in loop.targets for n in bound_names(t)}
    for effect in state_writes(loop.summary):
        if effect.place is None:
            return False
        inside = (
            loop.iterables
            and effect.place.root == finder.scope.place_of(loop.iterables[0], loop.step).root
        )
        if effect.place.root not in names and not (inside and "[*]" in effect.place.path[:-1]):
            return False
    return all(c.concurrency == "shareable" for c in channels(loop.summary))


def _finding(
    finder: Site,
    path: tuple[int, ...],
    steps: tuple[Step, ...],
    loop: _Loop,
    around_: Surroundings,
) -> Finding:
    settings = finder.project.settings
    missing: list[str] = []
    touches = waits_for(loop.summary)
    shown = describe(loop.awaited.value)
    if "database" in touches:
        missing.append(
            "each item is a database read of its own: one query for all items (`batch`) is the better fix"
        )
    missing += doubts_of_clients(finder.scope, [loop.summary])
    if isinstance(loop.awaited.value, Call):
        missing += doubts_of_call(finder.scope, loop.awaited.value)
    if around_.bound:
        missing.append(f"`{around_.bound}` counts them as one: together they exceed its bound")
    if logs(loop.summary):
        missing.append(f"`{shown}` writes to the log: the lines of several items can mix")
    for effect in state_writes(loop.summary):
        if loop.shape == "body":
            missing.append(
                f"the items must be distinct objects: the body changes them ({effect.via})"
            )
        else:
            missing.append(
                f"`{shown}` changes object state ({effect.via}), also for items after a failing one"
            )
        break
    if loop.shape == "body":
        missing.append(
            "the items' work overlaps: no item may rely on an earlier one being complete"
        )
    if settings.concurrency == "taskgroup":
        missing.append(
            "loops are written with asyncio.gather also where `concurrency` is `taskgroup`"
        )
    ordered = loop.in_turn or _ordered(loop, around_)
    bounded = all(c.bounds_itself for c in channels(loop.summary)) and bool(channels(loop.summary))
    bounded = bounded and touches <= {"database"}
    limit: int | None = settings.max_concurrency
    if (bounded or _is_short(loop, settings.max_concurrency)) and loop.shape != "body":
        limit = None
    names = Names(finder.scope)
    names.take(loop.hoist)
    coroutine = ""
    if limit is not None or loop.needs_coroutine:
        coroutine = names.fresh("handle" if loop.shape in ("body", "build") else "fetch")
    results = names.fresh("results") if ordered else "results"
    if ordered:
        names.take(results.removesuffix("s") if results.endswith("s") else results + "_item")
    plan = AwaitEach(
        finder.function.name,
        finder.function.span.line,
        path,
        loop.index,
        loop.awaited.ordinal,
        loop.shape,
        coroutine,
        names.fresh("semaphore") if limit is not None else "semaphore",
        limit,
        ordered,
        results,
        loop.fresh,
        loop.in_turn,
        loop.hoist,
    )
    where = Where(path, steps, ())
    per = (
        f"at most {limit} at a time"
        if limit
        else "bounded by the pool"
        if bounded
        else "a short loop"
    )
    return finder.make(
        where,
        loop.step.span,
        "unsafe" if missing else "safe",
        f"`{shown}` is awaited once per item, one after the other ({per} after the change)",
        [
            f"`{shown}`: "
            + "; ".join(
                sorted(
                    {
                        f"{e.kind}s {e.resource} through `{e.via}`"
                        for e in loop.summary.effects
                        if e.kind == "read" and e.resource not in ("state", "clock")
                    }
                )[:4]
            ),
            *(["errors surface in the order of the items"] if ordered else []),
        ],
        missing,
        "n",
        f"n / {limit}" if limit else "1",
        (plan,),
        [loop.index],
        "high",
    )


def _ordered(loop: _Loop, around_: Surroundings) -> bool:
    if loop.shape == "build":
        return bool(raises(loop.summary, guessed=True))
    return bool(raises(loop.summary, guessed=around_.handled))


def _is_short(loop: _Loop, limit: int) -> bool:
    """A loop over a display of few items needs no bound."""
    if len(loop.iterables) != 1:
        return False
    match loop.iterables[0]:
        case Display(type="list" | "tuple" | "set", items=items):
            return len(items) <= limit and not any(isinstance(i, Spread) for i in items)
        case Call(callee=Name(id="range"), args=(only,)) if isinstance(only.value, Constant):
            return isinstance(only.value.value, int) and only.value.value <= limit
        case _:
            return False
