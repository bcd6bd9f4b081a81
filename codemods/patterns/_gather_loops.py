"""Loops and comprehensions that await one item after the other: the loop half of `gather`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from codemods.model.code import (
    Call,
    Constant,
    Display,
    Name,
    Spread,
    Step,
    bound_names,
)
from codemods.model.findings import Finding, Refused
from codemods.model.steps import AwaitEach
from codemods.patterns._gather_bodies import Loop, used_outside
from codemods.patterns._gather_clients import doubts_of_call, doubts_of_clients
from codemods.patterns._gather_collected import later
from codemods.patterns._gather_items import never_ends
from codemods.patterns._gather_moved import changed_by_moving
from codemods.patterns._gather_shapes import comprehension, for_loop
from codemods.patterns._site import Site, Where
from codemods.project.concurrency import (
    channels,
    conflict,
    gains,
    logs,
    obstacles,
    raises,
    state_writes,
    waits_for,
    writes,
)
from codemods.project.describe import describe
from codemods.project.naming import Names
from codemods.project.purity import (
    names_bound,
    names_read,
)
from codemods.project.surroundings import Surroundings, begins_before


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
        found = for_loop(finder, steps, index)
    elif step.kind in ("assign", "return", "expression") and step.value is not None:
        found = comprehension(finder, step, index)
    else:
        return
    if found is None:
        return
    if isinstance(found, str):
        yield finder.refusal(step.span, step.span, found)
        return
    around_ = look_around()
    inner = (s for block in step.blocks for s in block.steps)
    reason = _forbidden(finder, found, around_)
    if reason is None and (step.shared_line or any(s.shared_line for s in inner)):
        reason = "several statements share a line"
    if reason is not None:
        yield finder.refusal(step.span, step.span, reason)
        return
    yield _finding(finder, path, steps, found, around_)


def _forbidden(finder: Site, loop: Loop, around_: Surroundings) -> str | None:
    summary = loop.summary
    found = obstacles(summary)
    if found:
        return f"`{describe(loop.awaited.value)}`: {found[0].reason}"
    if later(loop.awaited.value):
        return "what an item is asked with looks at its names later"
    changed = changed_by_moving(finder, loop)
    if changed is not None:
        return changed
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
        after = names & used_outside(finder, loop.step)
        if after and loop.shape != "consume":
            return f"`{min(after)}` is read after the loop"
    for iterable in loop.iterables:
        endless = never_ends(finder, iterable, loop.step)
        if endless is not None:
            return endless
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


def _only_item_state(finder: Site, loop: Loop) -> bool:
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
    loop: Loop,
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
    through = loop.shape == "build" and (loop.skips or loop.into == "dict")
    results = names.fresh("results") if ordered or through else "results"
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
        loop.out,
        loop.into,
        loop.skips,
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


def _ordered(loop: Loop, around_: Surroundings) -> bool:
    if loop.shape == "build":
        return bool(raises(loop.summary, guessed=True))
    return bool(raises(loop.summary, guessed=around_.handled))


def _is_short(loop: Loop, limit: int) -> bool:
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
