"""Which loops a query's key depends on, and how it reads in terms of their variables."""

from __future__ import annotations

from collections.abc import Sequence

from codemods.languages.python.queries.reading import changed
from codemods.model.code import (
    Expr,
    Name,
)
from codemods.model.queries import Query
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import (
    body_of,
    bound_in,
)
from codemods.patterns._batch_cursors import channel_of
from codemods.patterns._batch_helpers import at_call
from codemods.patterns._batch_sites import Found, Frame
from codemods.project.describe import describe
from codemods.project.purity import names_read


def varying(reader: Reader, found: Found, query: Query, start: int) -> Case:
    """Which conditions of the query depend on the loop."""
    frames = found.frames[start:]
    targets = frozenset(n for f in frames if f.kind == "loop" for n in f.bound())
    inside = bound_within(reader, found, start)
    changing = targets | inside
    values: list[Expr] = []
    keys: list[Expr] = []
    varying: list[int] = []
    for index, part in enumerate(query.filters):
        value = part.value if found.helper is None else at_call(found.helper, part.value)
        if value is None:
            raise No("what the helper compares its key with is not one of its arguments")
        if not names_read(value) & changing:
            continue
        if part.many:
            raise No("it asks for many keys already", quiet=True)
        if found.helper is not None and not isinstance(part.value, Name):
            raise No("the helper changes its argument before it compares it")
        varying.append(index)
        values.append(value)
        keys.append(expanded(reader, found, by_item(frames, value), inside, targets))
    if not varying:
        if _other_parts(found, query, start) & changing:
            raise No("it depends on the item by more than equality with a key", "B50")
        raise No("", quiet=True)
    rest = _other_parts(found, query, start)
    if rest & changing:
        # A name of an earlier turn, or a second condition that is no equality.
        raise No("another part of the query depends on the item, too", "B50")
    if not any(names_read(k) & targets for k in keys):
        raise No("", quiet=True)
    return Case(found, query, start, tuple(varying), tuple(values), tuple(keys))


def by_item(frames: Sequence[Frame], value: Expr) -> Expr:
    """The value with the item's own name for `items[i]`."""

    def named(part: Expr) -> Expr | None:
        return next(
            (
                f.targets
                for f in frames
                if f.walk is not None and f.walk.alias is not None and f.walk.alias == part
            ),
            None,
        )

    return changed(value, named)


def levels(reader: Reader, found: Found, loops: list[int]) -> list[int]:
    """The loops that the key depends on, outermost first."""
    needed = set(names_read(found.expr))
    for step in found.consumed:
        if step.value is not None:
            needed |= names_read(step.value)
    chosen: list[int] = []
    for index in reversed(loops):
        frame = found.frames[index]
        needed |= _behind(reader, found, needed, index)
        if frame.walk is not None and needed & frame.walk.changes:
            needed |= frame.bound()
        if not frame.bound() & needed:
            break
        chosen.append(index)
        if frame.iterable is not None:
            needed |= names_read(frame.iterable)
        if any(f.kind == "other" for f in found.frames[index:]):
            break
    return sorted(chosen) or loops[-1:]


def bound_within(reader: Reader, found: Found, start: int) -> frozenset[str]:
    frames = [f for f in found.frames[start:] if f.kind == "loop"]
    loops = [f.step for f in frames if f.block and f is not found.frames[start]]
    own = [s for f in frames for s in f.own]
    changes = frozenset(n for f in frames if f.walk is not None for n in f.walk.changes)
    return bound_in(body_of(found, start), loops, own) | changes


def _behind(reader: Reader, found: Found, names: set[str], start: int) -> set[str]:
    """What the values of locals that the loop's body sets are made of."""
    inside = bound_within(reader, found, start)
    more: set[str] = set()
    pending = [n for n in names if n in inside]
    while pending:
        for binding in reader.scope.reaching(pending.pop(), found.step):
            if binding.value is not None:
                fresh = set(names_read(binding.value)) - more - names
                more |= fresh
                pending += [n for n in fresh if n in inside]
    return more


def _other_parts(found: Found, query: Query, start: int) -> frozenset[str]:
    """The names that the rest of the query reads, as the loop sees them."""
    names: set[str] = set()
    if found.helper is None:
        channel = channel_of(found, query, start)
        parts = [*query.rest, *((channel,) if channel is not None else ())]
        if query.default is not None:
            parts.append(query.default)
        for part in parts:
            names |= names_read(part)
        return frozenset(names)
    for part in (found.helper.call.callee, *found.helper.beside):
        names |= names_read(part)
    keyed = {id(v) for f in query.filters if (v := at_call(found.helper, f.value)) is not None}
    for arg in found.helper.call.args:
        if id(arg.value) not in keyed:
            names |= names_read(arg.value)
    return frozenset(names)


def expanded(
    reader: Reader,
    found: Found,
    expr: Expr,
    inside: frozenset[str],
    targets: frozenset[str],
    depth: int = 0,
) -> Expr:
    """The expression in terms of the loop variables, through locals that the body sets once."""
    if depth > 6:
        raise No(f"`{describe(expr)}` is computed in too many steps")

    def open_name(part: Expr) -> Expr | None:
        if not isinstance(part, Name) or part.id not in inside:
            return None
        walks = (f.walk for f in found.frames if f.walk is not None)
        if any(part.id in w.changes for w in walks):
            raise No(f"`{part.id}` is set again in the loop", "B16")
        if part.id in targets:
            # `for user in ids: user = get(user)`: what it is until then is the item.
            held = reader.scope.reaching(part.id, found.step)
            if len(held) == 1 and held[0].how == "item":
                return None
            raise No(f"`{part.id}` is set again in the loop", "B16")
        if part.id in reader.scope.parameters:
            raise No(f"`{part.id}` is set again in the loop", "B16")
        bindings = reader.scope.reaching(part.id, found.step)
        if len(bindings) != 1 or bindings[0].how != "value" or bindings[0].index is not None:
            raise No(f"`{part.id}` depends on what the loop has done before", "B16")
        value = bindings[0].value
        if value is None:
            raise No(f"the value of `{part.id}` is not known")
        value = by_item(found.frames, value)
        return expanded(reader, found, value, inside, targets, depth + 1)

    return changed(expr, open_name)


def moved_parts(found: Found, query: Query, start: int) -> list[Expr]:
    """The expressions beside the key that are evaluated before the loop instead of in it."""
    if found.helper is not None:
        call = found.helper.call
        return [call.callee, *found.helper.beside, *(a.value for a in call.args)]
    parts = [*query.rest, *(f.value for f in query.filters)]
    channel = channel_of(found, query, start)
    return parts if channel is None else [*parts, channel]
