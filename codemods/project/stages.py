"""The stages into which awaits fall: each as early as what it depends on allows."""

from __future__ import annotations

from dataclasses import dataclass

from codemods.model.code import Attribute, Item
from codemods.project.codebase import Codebase
from codemods.project.concurrency import (
    backends,
    conflict,
    obstacles,
    raises,
    writes,
)
from codemods.project.effects import Effects
from codemods.project.units import Member, Unit


@dataclass
class Stages:
    """Which awaits run together: `groups` by stage; `reasons` why a pair stays apart.

    `whole` is a statement whose own awaits depend on each other: it stays as it is, and what stands
    before and after it must be arranged on its own.
    """

    groups: list[list[Member]]
    reasons: dict[tuple[int, int], str]
    whole: Unit | None = None


def arrange(effects: Effects, units: list[Unit], soft: frozenset[Member] = frozenset()) -> Stages:
    """Put every await into the earliest stage its dependences allow.

    Members with obstacles (but for those in `soft`) are kept where they are: nothing moves across.
    """
    project = effects.project
    members = [m for u in units for m in u.members]
    reasons: dict[tuple[int, int], str] = {}
    order = {id(m): i for i, m in enumerate(members)}
    for unit in units:
        unit.done = 0
        earlier = units[: units.index(unit)]
        for member in unit.members:
            level = 0
            for other in earlier:
                reason = _needs(project, unit, member, other)
                if reason is not None:
                    level = max(level, other.done)
                    firsts = (
                        other.members or members[max(0, order[id(member)] - 1) : order[id(member)]]
                    )
                    for first in firsts:
                        reasons.setdefault((order[id(first)], order[id(member)]), reason)
                elif other.store.effects and raises(member.summary):
                    # Its error must find the first result stored.
                    level = max(level, *(m.level for m in other.members))
            for first in members[: order[id(member)]]:
                if first.unit is unit and first.unit.members.index(first) >= unit.members.index(
                    member
                ):
                    continue
                reason = _apart(effects, first, member, soft)
                if reason is not None:
                    level = max(level, first.level + 1)
                    reasons[order[id(first)], order[id(member)]] = reason
            for first in members[: order[id(member)]]:
                if first.level > level and _must_not_overtake(first, member):
                    level = first.level
                    reasons.setdefault(
                        (order[id(first)], order[id(member)]),
                        "both may raise, and the later error must not come first",
                    )
            member.level = level
        if unit.kind == "pure":
            unit.done = max((_pure_after(project, unit, other) for other in earlier), default=0)
        else:
            if len({m.level for m in unit.members}) > 1:
                return Stages([], reasons, unit)
            unit.done = max(m.level for m in unit.members) + 1
    groups: dict[int, list[Member]] = {}
    for member in members:
        groups.setdefault(member.level, []).append(member)
    return Stages([groups[k] for k in sorted(groups)], reasons)


def stored_in_turn(project: Codebase, unit: Unit) -> bool:
    """Whether a result can be stored before the error of a later call is raised.

    `self.info = await f()` can: the outcomes of all calls are there, and each is looked at in turn.
    """
    return (
        project.settings.concurrency != "taskgroup"
        and unit.plain
        and unit.step.annotation is None
        and len(unit.step.targets) == 1
        and isinstance(unit.step.targets[0], Attribute | Item)
    )


def _needs(project: Codebase, unit: Unit, member: Member, other: Unit) -> str | None:
    """Why a member must wait until an earlier statement is complete."""
    if member.default == other.index:
        return None
    used = member.reads & other.binds
    if used:
        return f"it needs `{min(used)}`, the result of the first"
    if other.kind == "await" and unit.binds & other.binds:
        return f"both assign `{min(unit.binds & other.binds)}`"
    if other.kind == "await" and unit.binds & other.uses:
        return f"the first statement still reads `{min(unit.binds & other.uses)}`"
    if other.kind == "pure" and unit.binds & (other.uses | other.binds):
        return "a statement between reads or sets the same name"
    if other.store.effects:
        hidden = obstacles(other.store)
        if hidden:
            return f"storing the first result runs code before the second: {hidden[0].reason}"
        clash = conflict(project, other.store, member.summary)
        if clash is not None:
            return f"the first result is stored where the second looks: {clash}"
        if raises(member.summary) and not stored_in_turn(project, other):
            return "the first result is stored in an object before the second may raise"
    clash = (
        conflict(project, other.residue, member.summary)
        if member.summary.effects and other.residue.effects
        else None
    )
    if clash is not None:
        return clash
    if other.residue_raises and raises(member.summary):
        return f"{other.residue_raises} before the second may raise"
    return None


def _apart(effects: Effects, first: Member, second: Member, soft: frozenset[Member]) -> str | None:
    """Why two awaits must run one after the other."""
    for member in (first, second):
        if member not in soft:
            if member.obstacles:
                return f"`{member.shown}`: " + "; ".join(o.reason for o in member.obstacles[:3])
            written = writes(member.summary)
            if written:
                return f"`{member.shown}` writes ({written[0].resource}, `{written[0].via}`)"
    if first.default == second.unit.index or second.default == first.unit.index:
        return "one is the default of the other"
    clash = conflict(effects.project, first.summary, second.summary)
    if clash is not None:
        return clash
    if second.argument_raises and not second.conditional:
        return f"evaluating an argument may raise ({second.argument_raises}), and the first would then never run"
    return None


def _must_not_overtake(first: Member, second: Member) -> bool:
    """Whether an error of the second could hide one that the first is sure to raise."""
    if not (raises(first.summary) or first.unit.residue_raises):
        return False
    return bool(raises(second.summary)) or backends(first.summary) != backends(second.summary)


def _pure_after(project: Codebase, unit: Unit, other: Unit) -> int:
    """The first stage a computation may stand before, because of one earlier statement."""
    if other.kind == "pure":
        touches = (unit.uses & other.binds) or (unit.binds & (other.uses | other.binds))
        return other.done if touches else 0
    if unit.uses & other.binds or unit.binds & (other.binds | other.uses):
        return other.done
    if unit.binds & frozenset(n for m in other.members for n in m.reads):
        return max(m.level for m in other.members) + 1
    for member in other.members:
        if conflict(project, unit.residue, member.summary) is not None:
            return member.level + 1
        if unit.residue_raises and raises(member.summary):
            return member.level + 1
    if other.store.effects and conflict(project, other.store, unit.residue) is not None:
        return other.done
    return 0
