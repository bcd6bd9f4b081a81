"""Independent awaits run one after the other: run them together with `asyncio.gather`.

Finds
    Awaits in one block that do not need each other's results: assigned, returned, hidden in
    arguments and displays, under a condition, in comprehensions and loops.

Why
    Each await costs a round trip. Three reads of 20 ms take 60 ms in sequence and 20 ms together.

Writes
    `user, orders = await asyncio.gather(get_user(uid), get_orders(uid))`, in as few stages as the
    dependences allow. Where errors must surface in program order, the outcomes are collected with
    `return_exceptions=True` and the first error is raised; results that go to attributes are stored
    one by one before that. Loops are bounded by a semaphore of `max_concurrency`, unless the resource
    bounds itself; a body that collects one thing per item, at most, becomes a coroutine.

Safe when
    every call is resolved and only reads, no two share a session or connection, none changes
    object state that another can see, nothing between them is more than a computation, and the
    errors that can surface are those that could surface before. A client of HTTP keeps nothing of
    one request for the next (`auth`, hooks, a jar of cookies), and its `limits` have room for all.

Refuses
    shared sessions and connections, writes, locks, context variables, guards, delays, tasks that
    are already started, transactions around reads on a pool, items that may never end, collections
    that others look into while a loop fills them, and calls that it cannot follow.

In review
    - The calls that run together take a connection each: the pool and the other side can serve them.
    - Nothing outside the project (a rate limit, a trace, a test double) relies on the old order.
    - Where a call is new to the group later, its session and its writes are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Function,
    Name,
    Step,
    steps_within,
)
from codemods.model.findings import Finding, Outcome, Refused, Verdict
from codemods.model.spans import Span
from codemods.patterns._gather_clients import doubts_of_call, doubts_of_clients
from codemods.patterns._gather_loops import find_loop
from codemods.patterns._gather_moved import no_task
from codemods.patterns._gather_order import Planner
from codemods.patterns._site import Site, Where
from codemods.project.callers import held_by_callers
from codemods.project.codebase import Module
from codemods.project.concurrency import (
    channels,
    logs,
    state_writes,
    waits_for,
    writes,
)
from codemods.project.effects import Effects
from codemods.project.own_names import asked_for_names
from codemods.project.project import Project
from codemods.project.search import Candidate, Question, search
from codemods.project.stages import Stages, arrange
from codemods.project.surroundings import Surroundings, around, begins_before
from codemods.project.types import members as alternatives
from codemods.project.units import Member as Awaited
from codemods.project.units import Unit, split_block

NAME = "gather"
VERDICTS = ("safe", "unsafe", "manual")
# One query for all items is better than the queries of all items at once.
GIVES_WAY_TO = ("batch",)

_FOREIGN_LOOPS = ("trio", "anyio", "curio")


def find(project: Project, paths: frozenset[str] | None = None, jobs: int = 1) -> Outcome:
    """All places of the project (or of the given files) where awaits could run together."""
    return search(project, [question(project)], paths, jobs)[0]


def question(project: Project) -> Question | None:
    """What it asks of functions: where awaits could run together."""
    return Question(_wanted, _look)


def _wanted(candidate: Candidate) -> bool:
    fact = candidate.fact
    return fact.is_async and (fact.awaits >= 2 or (fact.awaits == 1 and candidate.has_word("for")))


def _look(project: Project, effects: Effects, function: Function) -> Iterator[Finding | Refused]:
    module = project.modules[function.module]
    foreign = foreign_loop(project, module)
    if foreign:
        yield Refused(
            NAME, module.path, function.span, function.name,
            f"the module uses {foreign}: asyncio.gather does not run there",
        )  # fmt: skip
        return
    yield from _Finder(NAME, project, effects, function, module).blocks((), function.body, ())


def foreign_loop(project: Project, module: Module) -> str:
    """The concurrency library beside asyncio that a module runs on, "" for none.

    anyio runs on asyncio where nothing of the project imports trio; its task groups cancel and wait
    in their own way, so modules that open them are left alone.
    """
    for fact in module.facts.imports:
        top = fact.module.partition(".")[0]
        if fact.level or top not in _FOREIGN_LOOPS:
            continue
        if top != "anyio" or "task_group" in module.facts.words or _runs_on_trio(project):
            return top
    return ""


def _runs_on_trio(project: Project) -> bool:
    return any(
        not fact.level and fact.module.partition(".")[0] in ("trio", "curio")
        for module in project.modules.values()
        if "trio" in module.facts.words
        for fact in module.facts.imports
    )


class _Finder(Site):
    """Looks through the blocks of one function."""

    def blocks(
        self,
        path: tuple[int, ...],
        steps: tuple[Step, ...],
        ancestors: tuple[tuple[Step, Block], ...],
    ) -> Iterator[Finding | Refused]:
        where = Where(path, steps, ancestors)
        yield from self.block(where)
        for index, step in enumerate(steps):
            for number, block in enumerate(step.blocks):
                yield from self.blocks(
                    (*path, index, number), block.steps, (*ancestors, (step, block))
                )

    def block(self, where: Where) -> Iterator[Finding | Refused]:
        awaiting = [s for s in where.steps if s.awaits]
        if not awaiting:
            return

        @cache
        def surroundings() -> Surroundings:
            return around(self.effects, self.scope, where.ancestors)

        for index in range(len(where.steps)):
            if where.steps[index].awaits:
                yield from find_loop(self, where.path, where.steps, index, surroundings)
        runs, barriers = split_block(self.effects, self.scope, where.steps)
        found: list[Finding | Refused] = []
        for run in runs:
            found += self.run(where, run, surroundings)
        yield from found
        if not any(isinstance(f, Finding) for f in found):
            past = list(self.past_logs(where, barriers, surroundings))
            yield from past
            if past:
                return
        yield from self.apart(where, runs, barriers)

    def past_logs(
        self, where: Where, barriers: dict[int, str], look_around: Callable[[], Surroundings]
    ) -> Iterator[Finding]:
        """Awaits that only lines of the log keep apart, where nothing else of the block can be done."""
        if not any(where.steps[i].kind == "expression" for i in barriers):
            return
        runs, _ = split_block(self.effects, self.scope, where.steps, past_logs=True)
        for run in runs:
            if any(u.told for u in run):
                yield from (f for f in self.run(where, run, look_around) if isinstance(f, Finding))

    # -- one run of units -----------------------------------------------------------------------

    def run(
        self, where: Where, units: list[Unit], look_around: Callable[[], Surroundings]
    ) -> Iterator[Finding | Refused]:
        members = [m for u in units for m in u.members]
        if len(members) < 2:
            return
        stages = arrange(self.effects, units)
        if stages.whole is not None:
            place = units.index(stages.whole)
            why = next(iter(stages.reasons.values()), "its awaits depend on each other")
            yield self.refusal(stages.whole.step.span, stages.whole.step.span, why)
            yield from self.run(where, units[:place], look_around)
            yield from self.run(where, units[place + 1 :], look_around)
            return
        surroundings = look_around()
        missing: list[str] = []
        if not any(len(g) > 1 for g in stages.groups):
            soft, missing = self.softened(members)
            if soft:
                again = arrange(self.effects, units, soft)
                if again.whole is None and any(len(g) > 1 for g in again.groups):
                    stages = again
                else:
                    missing = []
        if any(len(g) > 1 for g in stages.groups):
            reason = self.forbidden(units, stages, surroundings)
            if reason is None:
                yield self.finding(where, units, stages, surroundings, missing)
            else:
                yield self.refusal(members[0].unit.step.span, members[-1].unit.step.span, reason)
                return
        else:
            reads = {r for m in members for r in waits_for(m.summary)}
            if surroundings.transaction and "database" in reads:
                yield self.refusal(
                    members[0].unit.step.span,
                    members[-1].unit.step.span,
                    f"a transaction is open around them (`{surroundings.transaction}`): they share its snapshot",
                )
            yield from self.held_connection(where, members, surroundings)
        for (first, second), reason in sorted(stages.reasons.items()):
            if second == first + 1:
                yield self.refusal(
                    members[first].unit.step.span, members[second].unit.step.span, reason
                )

    def softened(self, members: Sequence[Awaited]) -> tuple[frozenset[Awaited], list[str]]:
        """Members that only lack facts somebody could supply, and what those facts are."""
        soft: list[Awaited] = []
        missing: list[str] = []
        writers = 0
        for member in members:
            if any(not o.fact for o in member.obstacles):
                continue
            if (
                member.obstacles
                and not member.unit.binds
                and member.unit.plain is False
                and member.unit.step.kind == "expression"
            ):
                continue  # called for what it does, and nobody knows what that is
            written = writes(member.summary)
            if written:
                writers += 1
                if member.obstacles or writers > 1:
                    continue
                missing.append(
                    f"`{member.shown}` writes ({written[0].resource}); if a read beside it fails, the write may "
                    "have happened all the same"
                )
            for obstacle in member.obstacles:
                note = f'{obstacle.reason}; [tool.refactor.effects] "{obstacle.fact}" = "read" would settle it'
                if note not in missing:
                    missing.append(note)
            soft.append(member)
        return frozenset(soft), missing

    def forbidden(self, units: list[Unit], stages: Stages, around_: Surroundings) -> str | None:
        """Why a group must not be formed at this place at all."""
        if any(unit.step.shared_line for unit in units):
            return "several statements share a line"
        asking = asked_for_names(self.scope, steps_within(self.function.body))
        if asking is not None:
            return f"line {asking.span.line}: the names of the function are asked for, and it would have others"
        grouped = [m for g in stages.groups if len(g) > 1 for m in g]
        future = no_task(self.scope, grouped)
        if future and self.project.settings.concurrency == "taskgroup":
            return f"`{future}` gives a future and no coroutine: a TaskGroup makes no task of it"
        touches = {r for m in grouped for r in waits_for(m.summary)}
        if "database" in touches or "unknown" in touches:
            if around_.transaction:
                return f"a transaction is open around them (`{around_.transaction}`): other connections do not see its rows"
            begun = begins_before(self.effects, self.scope, grouped[0].unit.step.span.line)
            if begun:
                return f"a transaction is begun before them (`{begun}`)"
            if around_.held:
                return f"a connection is held around them (`{around_.held}`) while each takes another: the pool can run dry"
        if around_.unknown and touches & {"database", "unknown"}:
            return around_.unknown[0] + ": it may open a transaction"
        for unit in units[:-1]:
            partial_ = unit.binds & around_.handler_names
            if partial_ and any(m in grouped for m in unit.members):
                return f"a handler (or what follows it) reads `{min(partial_)}`, which is set before a later await fails"
        if "database" in touches and any(
            c.contextual for m in grouped for c in channels(m.summary)
        ):
            held = held_by_callers(self.effects, self.function)
            if held.transaction:
                return f"a caller may hold a transaction ({held.transaction}), which new tasks would leave"
        return None

    def finding(
        self,
        where: Where,
        units: list[Unit],
        stages: Stages,
        around_: Surroundings,
        missing: list[str],
    ) -> Finding:
        planner = Planner(self, where, units, stages, around_)
        step = planner.plan()
        grouped = [m for g in stages.groups if len(g) > 1 for m in g]
        missing = [*missing, *self.doubts(stages)]
        told = next((u.told for u in units if u.told), "")
        if told:
            missing.append(
                f"`{told}` writes to the log between them: its line comes at another time"
            )
        if around_.bound:
            missing.append(f"`{around_.bound}` counts them as one: together they exceed its bound")
        if self.project.settings.concurrency == "taskgroup":
            missing.append(
                "a TaskGroup raises its errors inside an ExceptionGroup, which `except` clauses here and above do not catch by type"
            )
        verdict: Verdict = "unsafe" if missing else "safe"
        first, last = grouped[0].unit.step.span, grouped[-1].unit.step.span
        span = Span(first.line, first.column, last.end_line, last.end_column)
        before = len([m for g in stages.groups for m in g])
        after = len(stages.groups)
        names = ", ".join(f"`{m.shown}`" for m in grouped[:4]) + (
            ", ..." if len(grouped) > 4 else ""
        )
        message = f"{len(grouped)} independent awaits run one after the other: {names}"
        return self.make(
            where,
            span,
            verdict,
            message,
            self.evidence(grouped, planner.ordered),
            missing,
            str(before),
            str(after),
            (step,),
            [u.index for u in units if any(m in grouped for m in u.members)],
        )

    def doubts(self, stages: Stages) -> list[str]:
        """What could differ for a group although its calls may overlap."""
        found: list[str] = []
        for group in stages.groups:
            if len(group) < 2:
                continue
            found += doubts_of_clients(self.scope, [m.summary for m in group])
            for member in group:
                if member.expr is not None and isinstance(member.expr.value, Call):
                    found += doubts_of_call(self.scope, member.expr.value)
            for member in group[1:]:
                if logs(member.summary):
                    found.append(
                        f"`{member.shown}` writes to the log: its lines can mix with those of the others"
                    )
                changed = state_writes(member.summary)
                if changed:
                    found.append(
                        f"`{member.shown}` changes object state ({changed[0].via}), also when an earlier call fails"
                    )
            if any("database" in waits_for(m.summary) for m in group):
                held = held_by_callers(self.effects, self.function)
                where = held.connection or held.transaction
                if where:
                    found.append(
                        f"a caller holds a connection ({where}) while each takes another: the pool can run dry"
                    )
            for member in group:
                mocked = self.mocked(member)
                if mocked:
                    found.append(
                        f"a test gives the mock of `{mocked}` a list of outcomes: their order may change"
                    )
        return found

    def mocked(self, member: Awaited) -> str:
        value = member.expr.value if member.expr is not None else None
        if isinstance(value, Call):
            name = value.callee.name if isinstance(value.callee, Attribute) else ""
            name = value.callee.id if isinstance(value.callee, Name) else name
            if name in self.project.mocked:
                return name
        return ""

    def evidence(self, grouped: Sequence[Awaited], ordered: bool) -> list[str]:
        lines = []
        for member in grouped:
            seen = sorted(
                {
                    f"{e.kind}s {e.resource}"
                    + (f" ({e.target})" if e.target else "")
                    + f" through `{e.via}`"
                    for e in member.summary.effects
                    if e.kind in ("read", "write") and e.resource not in ("state", "log", "clock")
                }
            )
            carriers = sorted(
                {f"{c.type} at `{c.place}` is {c.concurrency}" for c in channels(member.summary)}
            )
            lines.append(f"`{member.shown}`: " + "; ".join([*seen[:4], *carriers[:3]]))
        if ordered:
            lines.append(
                "errors surface in program order: outcomes are collected, the first error is raised"
            )
        return lines

    # -- refusals -------------------------------------------------------------------------------

    def apart(
        self, where: Where, runs: list[list[Unit]], barriers: dict[int, str]
    ) -> Iterator[Refused]:
        """Neighbouring awaits that a statement between keeps in different runs."""
        awaiting = [i for i, s in enumerate(where.steps) if s.awaits]
        for index in awaiting:
            step = where.steps[index]
            if (
                step.awaits > 1
                and not step.blocks
                and index in barriers
                and index not in {u.index for run in runs for u in run}
            ):
                yield self.refusal(step.span, step.span, barriers[index])
        home = {u.index: n for n, run in enumerate(runs) for u in run}
        for first, second in pairwise(awaiting):
            if home.get(first, -1) == home.get(second, -2):
                continue
            reason = next((barriers[i] for i in range(first, second + 1) if i in barriers), "")
            if reason:
                yield self.refusal(where.steps[first].span, where.steps[second].span, reason)

    def held_connection(
        self, where: Where, members: Sequence[Awaited], around_: Surroundings
    ) -> Iterator[Finding]:
        """Plain reads on one connection taken from a pool just for them: told, never rewritten."""
        if not around_.held or around_.transaction or around_.unknown or not where.ancestors:
            return
        holder, _ = where.ancestors[-1]
        if (
            holder.kind != "with"
            or len(holder.items) != 1
            or not isinstance(holder.items[0].target, Name)
        ):
            return
        name = holder.items[0].target.id
        inner = holder.items[0].context
        inner = inner.value if isinstance(inner, Await) else inner
        if not isinstance(inner, Call) or not isinstance(inner.callee, Attribute):
            return
        pool = alternatives(self.scope.type_of(inner.callee.value, holder))
        known = [self.project.catalogue.type(p.name) for p in pool]
        if not known or not all(
            k is not None and k.concurrency == "shareable" and k.carries == "database"
            for k in known
        ):
            return
        for member in members:
            value = member.expr.value if member.expr is not None else None
            if member.obstacles or writes(member.summary) or not isinstance(value, Call):
                return
            if not (isinstance(value.callee, Attribute) and value.callee.value == Name(name)):
                return
        units = [m.unit for m in members]
        if any(m.reads & u.binds for m in members for u in units if u is not m.unit):
            return
        if any(s.awaits and not any(u.step is s for u in units) for s in where.steps):
            return
        span = Span(
            units[0].step.span.line,
            units[0].step.span.column,
            units[-1].step.span.end_line,
            units[-1].step.span.end_column,
        )
        yield self.make(
            where,
            span,
            "manual",
            f"{len(members)} independent reads share the connection `{name}`, which runs one at a time",
            [f"`{name}` comes from `{around_.held}` and is used for nothing but these reads"],
            [
                "to run them together each must take its own connection from the pool: they would then see "
                f"{len(members)} snapshots, and the pool needs room for {len(members)} connections per caller"
            ],
            str(len(members)),
            "1",
            (),
            [u.index for u in units],
            "low",
        )
