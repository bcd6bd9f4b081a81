"""What code does, followed through its calls to a fixpoint.

Effects are said in terms of the parameters, `self` and globals of the function at hand; at a call
the callee's parameters are replaced by the places of the arguments. What is not known stays an
`unknown` effect that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from codemods.model.code import Expr, Function, Name, Step
from codemods.model.effects import NOTHING, Channel, Effect, Place, Summary
from codemods.project.codebase import Codebase
from codemods.project.connections import connection_behind
from codemods.project.decorators import decorator_kinds
from codemods.project.fills import filled_once
from codemods.project.scope import Scope
from codemods.project.statement_effects import StatementWalk
from codemods.project.summaries import STATE, UNKNOWN_PLACE, unknown_effect
from codemods.project.types import Type

MAX_DEPTH = 40
MAX_TURNS = 5
# Where more functions lie behind one call, somebody who reads the finding could not follow either.
MAX_FUNCTIONS = 300
MAX_EFFECTS = 600
Key = tuple[str, int, Type | None, tuple[tuple[str, Type], ...], tuple[tuple[str, bool], ...]]


class Effects:
    """Effect summaries of a project's functions, computed where they are asked for."""

    def __init__(self, project: Codebase) -> None:
        self.project = project
        self._done: dict[Key, Summary] = {}
        self._partial: dict[Key, Summary] = {}
        self._provisional: dict[Key, tuple[Summary, int]] = {}
        self._stack: list[Key] = []
        self._budget = MAX_FUNCTIONS
        self._lowest: list[int] = []
        self.cuts = 0
        self._latest: Scope | None = None

    # -- functions ------------------------------------------------------------------------------

    def of_function(
        self,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
    ) -> Summary:
        """The effects of running the function to its end, seen from outside."""
        given = tuple(sorted((arguments or {}).items(), key=lambda i: i[0]))
        key: Key = (function.name, function.span.line, self_type, given, function.given)
        if key in self._done:
            return self._done[key]
        if key in self._partial:
            self._touch(self._stack.index(key))
            return self._partial[key]
        if key in self._provisional:
            summary, low = self._provisional[key]
            self._touch(low)
            return summary
        if not self._stack:
            self._budget = MAX_FUNCTIONS
        self._budget -= 1
        if self._budget < 0:
            self.cuts += 1
            return Summary(
                frozenset({unknown_effect(f"too many functions lie behind `{function.name}`")})
            )
        if len(self._stack) >= MAX_DEPTH:
            return Summary(
                frozenset({unknown_effect(f"`{function.name}` lies too many calls away")})
            )
        return self._fixpoint(key, function, self_type, dict(given))

    def _touch(self, index: int) -> None:
        if self._lowest:
            self._lowest[-1] = min(self._lowest[-1], index)

    def _fixpoint(
        self, key: Key, function: Function, self_type: Type | None, arguments: dict[str, Type]
    ) -> Summary:
        """Evaluate until nothing changes; members of a cycle are final when its head is.

        `_lowest` is Tarjan's low link: the outermost unfinished function an evaluation relied on.
        """
        index = len(self._stack)
        self._stack.append(key)
        self._partial[key] = NOTHING
        for turn in range(MAX_TURNS + 1):
            self._lowest.append(index + 1)
            scope = Scope(self.project, function, self_type, arguments)
            walk = StatementWalk(self, scope)
            summary = self._export(self._behind(scope, walk.steps(function.body)))
            summary = filled_once(scope, summary, walk.step)
            summary = summary | self._decorators(function)
            lowest = self._lowest.pop()
            if turn == MAX_TURNS:
                reason = f"the calls around `{function.name}` go round in too many ways"
                summary = summary | Summary(frozenset({unknown_effect(reason)}))
            changed = summary != self._partial[key]
            self._partial[key] = summary
            if lowest != index or not changed:
                break
            self._provisional = {k: v for k, v in self._provisional.items() if v[1] < index}
        self._stack.pop()
        del self._partial[key]
        if lowest < index:
            self._provisional[key] = (summary, lowest)
            self._touch(lowest)
            return summary
        self._done[key] = summary
        if index == 0 and self_type is None and not arguments:
            self._latest = scope
        for member, (found, low) in list(self._provisional.items()):
            if low >= index:
                self._done[member] = found
                del self._provisional[member]
        return summary

    def _behind(self, scope: Scope, summary: Summary) -> Summary:
        """What a cursor does is done on its connection, which may have been handed in."""
        found: set[Effect] = set()
        for effect in summary.effects:
            channel = effect.channel
            if channel is not None and channel.place.kind == "fresh" and "@" in channel.place.root:
                known = self.project.catalogue.type(channel.type)
                if known is not None and known.transaction == "cursor":
                    behind = connection_behind(scope, channel.place)
                    owner = self.project.catalogue.type(behind[1]) if behind is not None else None
                    if behind is not None and owner is not None and owner.concurrency:
                        channel = Channel(behind[0], owner.name, owner.concurrency)  # type: ignore[arg-type]
                        effect = replace(effect, channel=channel)
            found.add(effect)
        return Summary(frozenset(found), summary.waits)

    def _export(self, summary: Summary) -> Summary:
        """What of the inner effects can be seen by a caller."""
        kept: set[Effect] = set()
        changes_objects = any(
            e.kind == "write" and e.resource == STATE and e.place is not None and e.place.path
            for e in summary.effects
            if e.place is not None and e.place.path[-1:] != ("[*]",)
        )
        for effect in summary.effects:
            if effect.resource == STATE and effect.place is not None:
                if effect.place.kind == "fresh":
                    continue
                if effect.place.kind == "local":
                    effect = replace(effect, place=Place("unknown", "?", effect.place.path[-1:]))
            channel = effect.channel
            if effect.kind in ("begin", "commit", "rollback") and _is_own(channel):
                # It ends with the function: whoever calls sees the writes, not the transaction.
                # What a commit of a session stores may have been changed through attributes alone;
                # what other connections write, their statements have told.
                ended = effect.kind == "commit" and self._keeps_objects(channel)
                if ended or (effect.kind == "begin" and changes_objects):
                    kept.add(replace(effect, kind="write", channel=None))
                continue
            if channel is not None and channel.place.kind == "fresh":
                effect = replace(effect, channel=None)
            elif channel is not None and channel.place.kind == "local":
                effect = replace(effect, channel=replace(channel, place=UNKNOWN_PLACE))
            kept.add(effect)
        if len(kept) > MAX_EFFECTS:
            reads = {e for e in kept if e.kind == "read" and e.resource == STATE}
            kept -= reads
            kept.add(
                Effect("read", STATE, place=UNKNOWN_PLACE, known="inferred", via="many attributes")
            )
        return Summary(frozenset(kept), summary.waits)

    def _keeps_objects(self, channel: Channel | None) -> bool:
        """Whether a commit may store objects that were changed: not on a driver's connection."""
        known = self.project.catalogue.type(channel.type) if channel is not None else None
        return known is None or known.transaction not in ("commits", "optional")

    def _decorators(self, function: Function) -> Summary:
        """Decorators change what a name does: known ones are seen through, others are unknown."""
        effects: set[Effect] = set()
        for kind, name in decorator_kinds(self.project, function) if function.decorators else ():
            match kind:
                case "transparent" | "property" | "contextmanager" | "asynccontextmanager":
                    continue
                case "begin":
                    effects.add(Effect("begin", "database", via=name))
                case "cache":
                    place = Place("global", f"{function.name}.cache", ("[*]",))
                    effects.add(Effect("write", STATE, place=place, via=name))
                case _:
                    inner = self._own_decorator(name)
                    if inner is None:
                        effects.add(
                            unknown_effect(
                                f"the decorator `{name}` of `{function.name}` is not known", name
                            )
                        )
                    else:
                        effects |= inner.effects
        return Summary(frozenset(effects))

    def _own_decorator(self, name: str) -> Summary | None:
        """The effects a project decorator adds around the function; None when it cannot be told."""
        found = self.project.functions_named(name)
        if len(found) != 1:
            return None
        wrapper = self._wrapper(found[0])
        if wrapper is None:
            return None
        names: set[str] = set()
        outer: Function | None = wrapper.outer
        while outer is not None:
            names |= {p.name for p in outer.parameters}
            outer = outer.outer
        scope = Scope(self.project, wrapper)
        walker = StatementWalk(self, scope, see_through=frozenset(names))
        summary = self._export(walker.steps(wrapper.body))
        return summary if walker.saw_through == 1 else None

    def _wrapper(self, function: Function) -> Function | None:
        """The innermost function that a decorator returns."""
        for step in reversed(function.body):
            if step.kind == "return" and isinstance(step.value, Name):
                if step.value.id in {p.name for p in function.parameters}:
                    return None
                inner = self.project.functions_named(f"{function.name}.{step.value.id}")
                if len(inner) == 1:
                    return self._wrapper(inner[0]) or inner[0]
        return None

    def scope_of(self, function: Function) -> Scope:
        """The function seen from inside, with what was learnt there since it was last asked about."""
        if self._latest is None or self._latest.function is not function:
            self._latest = Scope(self.project, function)
        return self._latest

    # -- expressions ----------------------------------------------------------------------------

    def of_expr(self, scope: Scope, expr: Expr, at: Step | None) -> Summary:
        """The effects of evaluating an expression in a step."""
        return StatementWalk(self, scope).expr(expr, at)

    def of_residue(self, scope: Scope, expr: Expr, at: Step | None) -> Summary:
        """The effects of evaluating an expression when its awaits have already run."""
        return StatementWalk(self, scope, skip_awaits=True).expr(expr, at)

    def entering(self, scope: Scope, context: Expr, step: Step) -> Summary:
        """The effects of entering (and leaving) a context in a `with` step."""
        return StatementWalk(self, scope).enter(context, step)

    def storing(self, scope: Scope, step: Step) -> Summary:
        """The effects of assigning to a step's targets: attributes and items change objects."""
        walker = StatementWalk(self, scope)
        result = NOTHING
        for target in step.targets:
            result = result | walker.store(target, step)
        return result

    def of_step(self, scope: Scope, step: Step, skip_awaits: bool = False) -> Summary:
        """The effects of one step, its inner blocks included."""
        return StatementWalk(self, scope, skip_awaits=skip_awaits).step(step)

    def of_steps(self, scope: Scope, steps: Iterable[Step]) -> Summary:
        """The effects of running steps in a scope, in terms of its names."""
        return StatementWalk(self, scope).steps(tuple(steps))


def _is_own(channel: Channel | None) -> bool:
    """Whether a transaction runs on a connection that the function itself opened."""
    if channel is None:
        return False
    return channel.place.kind == "fresh" or channel.concurrency == "shareable"
