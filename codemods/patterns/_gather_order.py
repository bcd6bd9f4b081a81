"""The new order of the statements of a run, with the awaits that go together."""

from __future__ import annotations

import re
from dataclasses import replace

from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    children,
)
from codemods.model.steps import (
    AwaitTogether,
    Keep,
    Member,
    Together,
)
from codemods.patterns._site import Site, Where
from codemods.project.concurrency import (
    backends,
    channels,
    raises,
)
from codemods.project.naming import Names, short_name
from codemods.project.stages import Stages
from codemods.project.surroundings import Surroundings
from codemods.project.units import Member as Awaited
from codemods.project.units import Unit

# typeshed types the results of up to six awaitables one by one; from seven on they become a union.
MOST_TOGETHER = 6


class Planner:
    """Puts the units of a run into their new order."""

    def __init__(
        self,
        finder: Site,
        where: Where,
        units: list[Unit],
        stages: Stages,
        around_: Surroundings,
    ) -> None:
        self.finder = finder
        self.where = where
        self.units = units
        self.stages = stages
        self.around = around_
        self.names = Names(finder.scope)
        self.ordered = False
        self.emitted: set[int] = set()
        self.order: list[Keep | Together] = []

    def plan(self) -> AwaitTogether:
        grouped = {id(m) for g in self.stages.groups if len(g) > 1 for m in g}
        for unit in self.units:
            for member in unit.members:
                if member.default is not None and id(member) in grouped:
                    self.emitted.add(member.default)
        awaited: set[int] = set()
        for group in self.stages.groups:
            self.keep_needed(group, awaited)
            if len(group) == 1:
                unit = group[0].unit
                awaited.add(id(group[0]))
                self.keep_before(unit, awaited)
                self.keep(unit)
            else:
                for start in range(0, len(group), MOST_TOGETHER):
                    self.together(group[start : start + MOST_TOGETHER])
                awaited |= {id(m) for m in group}
            self.keep_finished(awaited)
        for unit in self.units:
            self.keep(unit)
        function = self.finder.function
        style = "taskgroup" if self.finder.project.settings.concurrency == "taskgroup" else "gather"
        used = [u.index for u in self.units]
        return AwaitTogether(
            function.name,
            function.span.line,
            self.where.path,
            used[0],
            used[-1],
            tuple(self.order),
            style,  # type: ignore[arg-type]
            self.names.fresh("group") if style == "taskgroup" else "group",
        )

    def keep(self, unit: Unit) -> None:
        if unit.index not in self.emitted:
            self.emitted.add(unit.index)
            self.order.append(Keep(unit.index))

    def keep_before(self, unit: Unit, awaited: set[int]) -> None:
        """Earlier statements that are complete keep their place before this one."""
        for earlier in self.units:
            if earlier.index >= unit.index:
                return
            if all(id(m) in awaited for m in earlier.members):
                self.keep(earlier)

    def keep_needed(self, group: list[Awaited], awaited: set[int]) -> None:
        """Computations the group needs, and complete statements that stand before all of it."""
        needed: set[int] = set()
        wanted = {n for m in group for n in m.reads}
        bound = {n for m in group for n in m.unit.binds}
        last = max(m.unit.index for m in group)
        for unit in reversed(self.units):
            if unit.index > last or unit.index in self.emitted or unit.done > group[0].level:
                continue
            if not all(id(m) in awaited for m in unit.members) or any(
                m in group for m in unit.members
            ):
                continue
            if unit.binds & wanted or (unit.uses | unit.binds) & bound:
                needed.add(unit.index)
                wanted |= unit.uses
                bound |= unit.binds
        first = min(m.unit.index for m in group)
        for unit in self.units:
            ready = all(id(m) in awaited for m in unit.members)
            if unit.index in needed or (unit.index < first and ready):
                self.keep(unit)

    def keep_finished(self, awaited: set[int]) -> None:
        """What is complete and stands before every statement still waiting."""
        waiting = [u.index for u in self.units if any(id(m) not in awaited for m in u.members)]
        limit = min(waiting, default=None)
        for unit in self.units:
            if limit is not None and unit.index > limit:
                return
            if all(id(m) in awaited for m in unit.members):
                self.keep(unit)

    def together(self, group: list[Awaited]) -> None:
        if len(group) == 1:
            return  # one too many for a call of its own: it is awaited where it stands
        in_turn = self.stores_before_an_error(group)
        ordered = in_turn or self.needs_order(group)
        self.ordered = self.ordered or ordered
        members = tuple(self.member(m) for m in group)
        if in_turn:
            members = tuple(
                m if m.name else replace(m, name=self.names.fresh(_stored_as(a)))
                for m, a in zip(members, group, strict=True)
            )
        for awaited, member in zip(group, members, strict=True):
            if member.bind in ("target", "ignored"):
                self.emitted.add(awaited.unit.index)
        results = self.names.fresh("results") if ordered and not in_turn else "results"
        if ordered and not in_turn:
            self.names.take(
                results.removesuffix("s") if results.endswith("s") else results + "_item"
            )
        self.order.append(Together(members, ordered, results, in_turn))

    def stores_before_an_error(self, group: list[Awaited]) -> bool:
        """Whether a result goes to an object before a later call of the group may raise."""
        return self.finder.project.settings.concurrency != "taskgroup" and any(
            first.unit.store.effects and raises(second.summary, self.around.handled)
            for position, first in enumerate(group)
            for second in group[position + 1 :]
        )

    def needs_order(self, group: list[Awaited]) -> bool:
        """Whether the plain form could let an error surface that the sequence would not show."""
        if self.finder.project.settings.concurrency == "taskgroup":
            return False
        guessed = self.around.handled
        for position, first in enumerate(group):
            errors = raises(first.summary, guessed)
            if not errors and not (guessed and first.unit.residue_raises):
                continue
            for second in group[position + 1 :]:
                if raises(second.summary, guessed) or backends(first.summary) != backends(
                    second.summary
                ):
                    return True
                if len(errors) > 0 and backends(second.summary) - backends(first.summary):
                    return True
        for member in group:
            for channel in channels(member.summary):
                # A call that outlives the group must not outlive the resource it uses.
                if (
                    channel.place.kind == "fresh"
                    and channel.place.root.partition("@")[0] in self.around.opened
                ):
                    return True
        return False

    def member(self, awaited: Awaited) -> Member:
        unit = awaited.unit
        step = unit.step
        if awaited.conditional:
            target = next(iter(unit.binds))
            name = self.names.fresh(f"load_{target}")
            return Member(unit.index, awaited.ordinal, "target", "", name, awaited.default)
        if step.kind == "expression" and isinstance(step.value, Await):
            return Member(unit.index, awaited.ordinal, "ignored")
        if (
            unit.plain
            and len(step.targets) == 1
            and (step.annotation is None or isinstance(step.targets[0], Name))
        ):
            return Member(unit.index, awaited.ordinal, "target")
        return Member(unit.index, awaited.ordinal, "name", self.names.fresh(self.wish(awaited)))

    def wish(self, awaited: Awaited) -> str:
        """A name for a value that had none."""
        step, value = awaited.unit.step, awaited.expr
        if value is None or step.value is None:
            return "result"
        if step.value is value:
            return "result"
        label = _label(step.value, value)
        if label:
            return label
        if len(awaited.unit.members) == 1 and step.kind == "assign" and len(step.targets) == 1:
            target = step.targets[0]
            found = self.finder.scope.type_of(value, step)
            tail = "response" if found is not None and found.name.endswith("Response") else "result"
            if isinstance(target, Name):
                return f"{target.id}_{tail}"
        return short_name(value)


def _stored_as(awaited: Awaited) -> str:
    """A name for the outcome of a call, after what it is stored in."""
    targets = awaited.unit.step.targets
    match targets[0] if targets else None:
        case Attribute(name=name):
            return name.strip("_") or "result"
        case Item(key=Constant(value=str() as key)) if key.isidentifier():
            return key
        case Name(id=name):
            return f"{name}_result"
        case _:
            return short_name(awaited.expr) if awaited.expr is not None else "result"


def _label(expr: Expr, wanted: Await) -> str:
    """The dict key or keyword that a value stands for."""
    match expr:
        case Display(type="dict", items=items):
            for key, value in zip(items[::2], items[1::2], strict=False):
                if value is wanted and isinstance(key, Constant) and isinstance(key.value, str):
                    plain = re.sub(r"\W+", "_", key.value).strip("_").lower()
                    return plain if plain.isidentifier() else ""
        case Call(args=args):
            for arg in args:
                if isinstance(arg, Argument) and arg.value is wanted and arg.keyword:
                    return arg.keyword
    for child in children(expr):
        found = _label(child, wanted)
        if found:
            return found
    return ""
