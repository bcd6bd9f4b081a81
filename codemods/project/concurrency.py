"""Whether two pieces of code may run at the same time, and what keeps them apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from codemods.model.effects import ANY_ATTRIBUTE, RAISED_AGAIN, Channel, Effect, Place, Summary
from codemods.project.codebase import Codebase

_WAITING = frozenset({"database", "http", "cache", "filesystem", "queue", "process", "unknown"})
_CONTROL = {
    "begin": "begins a transaction",
    "commit": "commits",
    "rollback": "rolls back",
    "lock": "takes a lock",
    "ddl": "changes the schema",
    "delay": "waits on purpose: a deliberate delay",
    "spawn": "starts work that goes on beside it",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that keeps code from running beside other code.

    `fact` names the dotted name whose declared effect would settle it, where one would.
    """

    reason: str
    fact: str = ""


def obstacles(summary: Summary) -> tuple[Obstacle, ...]:
    """What in a summary forbids running it beside anything else; writes are not among them."""
    found: dict[Obstacle, None] = {}
    for effect in _ordered(summary.effects):
        if effect.kind == "unknown":
            found[Obstacle(effect.via, effect.target if effect.resource == "unknown" else "")] = (
                None
            )
        elif effect.resource == "context" and effect.kind in ("read", "write"):
            what = (
                "sets a context variable" if effect.kind == "write" else "asks for the current task"
            )
            found[Obstacle(f"{_via(effect)} {what}: a gathered call runs in a task of its own")] = (
                None
            )
        elif effect.resource == "error" or (effect.kind == "raise" and effect.via == RAISED_AGAIN):
            found[
                Obstacle(
                    f"{_via(effect)} looks at the error that is being handled: a gathered call runs in a "
                    "task of its own, which finds none"
                )
            ] = None
        elif effect.kind in _CONTROL:
            found[Obstacle(f"{_via(effect)} {_CONTROL[effect.kind]}")] = None
        elif effect.kind == "write" and effect.resource == "random":
            found[Obstacle(f"{_via(effect)} advances the shared random generator")] = None
    return tuple(found)


def writes(summary: Summary) -> tuple[Effect, ...]:
    """The writes to the outside world; object state and logs are not among them."""
    return tuple(
        e for e in _ordered(summary.effects) if e.kind == "write" and e.resource in _WAITING
    )


def state_writes(summary: Summary) -> tuple[Effect, ...]:
    """The changes of object state; what is filled once is the same for all."""
    return tuple(
        e
        for e in _ordered(summary.effects)
        if e.kind == "write" and e.resource == "state" and not e.once
    )


def logs(summary: Summary) -> bool:
    return any(e.kind == "write" and e.resource == "log" for e in summary.effects)


def waits_for(summary: Summary) -> frozenset[str]:
    """The outside resources that the code reads or writes: what it waits for."""
    return frozenset(
        e.resource
        for e in summary.effects
        if e.kind in ("read", "write") and e.resource in _WAITING
    )


def gains(summary: Summary) -> bool:
    """Whether the code ever waits in a way that lets other tasks go on."""
    return any(
        e.kind in ("read", "write") and e.resource in _WAITING and not e.blocking
        for e in summary.effects
    )


def channels(summary: Summary) -> tuple[Channel, ...]:
    found = {e.channel for e in summary.effects if e.channel is not None}
    return tuple(sorted(found, key=lambda c: (c.type, str(c.place))))


def raises(summary: Summary, guessed: bool = False) -> tuple[str, ...]:
    """The domain errors the code may raise; with `guessed`, also those any lookup may raise."""
    found = {
        e.target or e.via
        for e in summary.effects
        if e.kind == "raise" and (guessed or e.known != "guessed")
    }
    return tuple(sorted(found))


def backends(summary: Summary) -> frozenset[str]:
    """Which systems' infrastructure errors the code can meet: resource and library."""
    return frozenset(
        f"{e.resource}:{e.via.partition('.')[0]}"
        for e in summary.effects
        if e.kind in ("read", "write") and e.resource in _WAITING
    )


def conflict(project: Codebase, one: Summary, other: Summary) -> str | None:
    """Why the two must not overlap; None when any interleaving is as good as one after the other."""
    return (
        _shared_channel(one, other)
        or _seen_state(project, one, other)
        or _seen_state(project, other, one)
        or _seen_write(one, other)
        or _seen_write(other, one)
    )


def _shared_channel(one: Summary, other: Summary) -> str | None:
    for first in channels(one):
        for second in channels(other):
            if first.concurrency == "shareable" or second.concurrency == "shareable":
                continue
            if distinct(first.place, second.place):
                continue
            name = first.type.rpartition(".")[2]
            where = (
                f"`{first.place}`"
                if first.place == second.place
                else f"`{first.place}` and `{second.place}`, which may be the same {name},"
            )
            if first.concurrency == "serial" and second.concurrency == "serial":
                return f"both use the same {name} {where}, which runs one statement at a time: nothing is gained"
            return f"both use the same session or connection: {name} {where} must not be used concurrently"
    return None


def distinct(one: Place, other: Place) -> bool:
    """Whether two places surely hold different objects."""
    if one.kind == "fresh" and not one.path:
        return other != one and (
            other.kind in ("parameter", "global") or (other.kind == "fresh" and not other.path)
        )
    if other.kind == "fresh" and not other.path:
        return distinct(other, one)
    if one.kind == other.kind == "global" and not one.path and not other.path:
        return one.root != other.root
    return False


def _seen_state(project: Codebase, writer: Summary, seer: Summary) -> str | None:
    """Object state that one changes and the other reads or changes."""
    changed = [
        e
        for e in writer.effects
        if e.kind == "write" and e.resource == "state" and e.place is not None
    ]
    if not changed:
        return None
    filled = {e.place.path[-1:] for e in seer.effects if e.once and e.place is not None}
    for effect in _ordered(changed):
        if effect.once and effect.place is not None and effect.place.path[-1:] in filled:
            continue
        for channel in channels(seer):
            if effect.place is not None and _lies_below(effect.place, channel.place):
                return (
                    f"one changes object state ({effect.via}) of `{channel.place}`, "
                    "through which the other goes"
                )
    touched = [
        e
        for e in seer.effects
        if e.resource == "state" and e.place is not None and e.kind in ("read", "write")
    ]
    for effect in _ordered(changed):
        for seen in _ordered(touched):
            if not (effect.once and seen.once) and overlaps(project, effect, seen):
                verb = "changes" if seen.kind == "write" else "reads"
                return f"one changes object state ({effect.via}) that the other {verb} ({seen.via})"
    return None


def _lies_below(place: Place, owner: Place) -> bool:
    """Whether a place is an attribute or item of what hangs at another."""
    if owner.path:
        return owner.path[-1] in place.path[:-1]
    if not place.path:
        return False
    if owner.kind == place.kind and owner.root == place.root:
        return True
    return "unknown" in (owner.kind, place.kind) and len(place.path) > 1


def overlaps(project: Codebase, one: Effect, other: Effect) -> bool:
    """Whether a change and another touch of object state may meet in one attribute or item.

    Using a container counts as looking into it, so a change of the items of `cart.lines` meets
    every read of `cart.lines`.
    """
    first, second = one.place, other.place
    if first is None or second is None:
        return False
    if one.target and other.target and not project.related(one.target, other.target):
        return False
    for place in (first, second):
        if place.kind == "unknown" and not place.path:
            return True
    left, items = _base(first)
    right, other_items = _base(second)
    if ANY_ATTRIBUTE in (left[-1:] + right[-1:]):
        return bool(left) and bool(right) and not _roots_differ(first, second)
    if not left and not right:
        if items or other_items:
            return _may_be_one(first, second)
        return first.kind == second.kind and first.root == second.root
    if not left or not right:
        # A container handed in by name may be the one that hangs at an attribute.
        bare, hanging = (first, second) if not left else (second, first)
        both = items and other_items
        return both and bare.kind in ("parameter", "unknown", "local") and hanging.kind != "fresh"
    return left[-1] == right[-1] and not _roots_differ(first, second)


def _base(place: Place) -> tuple[tuple[str, ...], bool]:
    """The attributes that lead to an object, and whether its items are meant."""
    names = tuple(p for p in place.path if p != "[*]")
    return names, bool(place.path) and place.path[-1] == "[*]"


def _may_be_one(one: Place, other: Place) -> bool:
    """Whether two names may stand for one object."""
    if one.kind == other.kind and one.root == other.root:
        return True
    if "fresh" in (one.kind, other.kind):
        return False
    return not one.kind == other.kind == "global"


def _roots_differ(one: Place, other: Place) -> bool:
    kinds = {one.kind, other.kind}
    if one.kind == other.kind == "global":
        return one.root != other.root and len(one.path) <= 1 and len(other.path) <= 1
    if one.kind == other.kind == "fresh":
        return one.root != other.root and len(one.path) <= 1 and len(other.path) <= 1
    if "fresh" in kinds and kinds & {"parameter", "global"}:
        shallow = one if one.kind == "fresh" else other
        return len(shallow.path) <= 1
    return False


def _seen_write(writer: Summary, seer: Summary) -> str | None:
    """A write to the outside that the other could see, or whose order people could see."""
    for effect in writes(writer):
        for seen in _ordered(seer.effects):
            if seen.kind not in ("read", "write") or seen.resource not in _WAITING:
                continue
            if disjoint(effect, seen):
                continue
            verb = "writes" if seen.kind == "write" else "reads"
            return f"{_via(effect)} writes ({effect.resource}) and the other {verb} there ({_via(seen)})"
    return None


def disjoint(one: Effect, other: Effect) -> bool:
    """Whether two outside effects surely touch different things."""
    if "unknown" in (one.resource, other.resource):
        return False
    if one.resource != other.resource:
        return True
    if one.resource == "database" and one.target and other.target:
        return not set(one.target.split(",")) & set(other.target.split(","))
    return False


def _via(effect: Effect) -> str:
    return f"`{effect.via}`" if effect.via else "it"


def _ordered(effects: Iterable[Effect]) -> list[Effect]:
    return sorted(effects, key=lambda e: (e.kind, e.resource, e.target, e.via, str(e.place)))
