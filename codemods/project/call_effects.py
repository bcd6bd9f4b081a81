"""What calls do: the code of the project that they run, outside code, and callbacks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Closure,
    Constant,
    Expr,
    Function,
    Name,
    Opaque,
    Step,
)
from codemods.model.effects import ANY_ATTRIBUTE, NOTHING, Effect, Place, Summary
from codemods.project import calls
from codemods.project.calls import Target
from codemods.project.codebase import Codebase
from codemods.project.decorators import receiver_name
from codemods.project.fact_effects import decided_effect, effects_of_fact
from codemods.project.fields import field_hooks, value_makers
from codemods.project.given import as_called
from codemods.project.holding import held
from codemods.project.scope import Scope
from codemods.project.special_methods import special_methods
from codemods.project.summaries import (
    STATE,
    UNKNOWN_PLACE,
    substitute,
    unknown_effect,
    without_nameless,
)
from codemods.project.symbols import module_scope
from codemods.project.types import Type, is_immutable, members


class FunctionEffects(Protocol):
    """Who knows what functions of the project do: the fixpoint, seen from the walk."""

    project: Codebase
    cuts: int  # how often a question was given up because of what was asked before it

    def of_function(
        self,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
    ) -> Summary: ...

    def of_expr(self, scope: Scope, expr: Expr, at: Step | None) -> Summary: ...


class CallWalk(ABC):
    """Collects the effects of calls in one scope, those of evaluating their arguments included."""

    def __init__(
        self,
        effects: FunctionEffects,
        scope: Scope,
        see_through: frozenset[str] = frozenset(),
        skip_awaits: bool = False,
    ) -> None:
        self.effects = effects
        self.project = effects.project
        self.scope = scope
        self._see_through = see_through
        self._skip_awaits = skip_awaits
        self.saw_through = 0
        self._rebound: dict[str, Summary] = {}  # reads of parameters that get other values, too
        self.stretches = 0  # how often an answer held for the stretch that was asked about

    @abstractmethod
    def expr(self, expr: Expr, at: Step | None) -> Summary:
        """The effects of evaluating an expression in a step."""

    def call(self, call: Call, at: Step | None) -> Summary:
        result = NOTHING
        callee = call.callee
        if isinstance(callee, Name) and callee.id in self._see_through:
            self.saw_through += 1
            return self._arguments(call, at)
        if isinstance(callee, Attribute) and self.scope.symbol_of(callee) is None:
            result = self.expr(callee.value, at)
        elif not isinstance(callee, Attribute):
            result = self.expr(callee, at)
        result = result | self._arguments(call, at)
        for target in calls.targets(self.scope, call, at):
            bound = calls.bind(self.project, call, target.function) if target.function else {}
            result = result | self.run_target(target, call, at, bound)
        return result

    def _arguments(self, call: Call, at: Step | None) -> Summary:
        result = NOTHING
        for arg in call.args:
            result = result | self.expr(arg.value, at)
        return result

    def run_target(
        self, target: Target, call: Call, at: Step | None, bound: Mapping[str, Expr | None]
    ) -> Summary:
        match target.kind:
            case "unknown":
                return Summary(frozenset({unknown_effect(target.reason, target.name)}))
            case "function" if target.function is not None:
                return self._function(target, target.function, call, at, bound)
            case "class":
                return self._construct(target.name, call, at)
            case "fact" if target.fact is not None:
                threaded = self._in_thread(target.fact, call, at)
                if threaded is not None:
                    return threaded
                found = Summary(
                    frozenset(self.fact_effects(target.fact, target, call, at)),
                    waits=target.fact.is_async,
                )
                if calls.is_kept_from_acting(target.fact, call):
                    return found
                for function in calls.run_by(self.project, target):
                    # It works on an object that was just made, and has no name yet.
                    inner = self.effects.of_function(function)
                    made = {p.name: Place("fresh", "value") for p in function.parameters}
                    found = found | without_nameless(substitute(inner, made))
                return found | self._of_row(target.fact, target)
            case _:
                return NOTHING

    def _function(
        self,
        target: Target,
        function: Function,
        call: Call,
        at: Step | None,
        bound: Mapping[str, Expr | None],
    ) -> Summary:
        function = as_called(self.scope, function, bound, at)
        passed = calls.passed_types(self.scope, bound, function, at)
        self_type = target.self_type if function.owner else None
        summary = self.effects.of_function(function, self_type, passed)
        places: dict[str, Place] = {}
        receiver = receiver_name(self.project, function)
        if receiver is not None:
            places[receiver] = (
                self.scope.place_of(target.receiver, at)
                if target.receiver is not None
                else Place("fresh", "value")
            )
        defaults = {p.name: p.default for p in function.parameters}
        for name, value in bound.items():
            if value is not None and value is defaults.get(name):
                # A default is made once, with the function, and shared by all calls.
                places[name] = Place("global", f"{function.name}({name})")
                continue
            places[name] = self.scope.place_of(value, at) if value is not None else UNKNOWN_PLACE
        collected = calls.collected(self.project, call, function)
        places |= {name: Place("unknown", f"*{name}") for name in collected}

        def decided(effect: Effect) -> Effect:
            parameter, by = effect.decided_by or ("", "")
            text = bound.get(parameter)
            if text is defaults.get(parameter) and not isinstance(text, Constant):
                text = None  # The names in a default are those of the function's module.
            return decided_effect(self.scope, effect, by, text, at)

        handed = {n: v for n, v in bound.items() if v is not None and v is not defaults.get(n)}
        if receiver is not None and target.receiver is not None:
            handed[receiver] = target.receiver
        rest, shared = self._of_what_is_held(summary, handed, at)
        found = without_nameless(substitute(rest, places, decided)) | shared
        return self._handed_over(found, collected, at) if collected else found

    def _of_what_is_held(
        self, summary: Summary, given: Mapping[str, Expr], at: Step | None
    ) -> tuple[Summary, Summary]:
        """What is done to an object that was made for the call is done to what it was made of."""
        made = {n: m for n, v in given.items() if (m := self.scope.made(v, at)) is not None}
        kept: set[Effect] = set()
        moved: set[Effect] = set()
        for effect in summary.effects if made else ():
            place = effect.place
            if place is None or place.kind != "parameter" or place.root not in made:
                kept.add(effect)
                continue
            value, step = made[place.root]
            others = (
                held(self.scope, value, place.path[0], None, step)
                if effect.resource == STATE and len(place.path) > 1
                else ()
            )
            for other in others:
                own = self.scope.place_of(other, step)
                path = (*own.path, *place.path[1:])
                moved.add(replace(effect, place=replace(own, path=path[:3] + path[3:][-1:])))
            if not others:
                kept.add(effect)
        if not moved:
            return summary, NOTHING
        return Summary(frozenset(kept), summary.waits), Summary(frozenset(moved))

    def _handed_over(
        self, summary: Summary, collected: Mapping[str, tuple[Expr, ...]], at: Step | None
    ) -> Summary:
        """What is done to `*args` and `**kwargs` is done to what was given for them.

        The tuple and the dict themselves were made for the call: nobody else has them.
        """
        found: set[Effect] = set()
        for effect in summary.effects:
            place = effect.place
            given = None
            if place is not None and place.kind == "unknown" and place.root.startswith("*"):
                given = collected.get(place.root[1:])
            if place is None or given is None:
                found.add(effect)
                continue
            if effect.kind == "write" and len(place.path) < 2:
                continue
            for value in given:
                if not is_immutable(self.scope.type_of(value, at)):
                    own = self.scope.place_of(value, at)
                    path = (*own.path, *place.path[1:])
                    found.add(replace(effect, place=replace(own, path=path)))
        return Summary(frozenset(found), summary.waits)

    def _construct(self, cls: str, call: Call, at: Step | None) -> Summary:
        """`Class(...)`: its `__init__` and `__post_init__`, wherever they are defined."""
        if not self.project.class_fact(cls):
            return NOTHING
        result = NOTHING
        for name in ("__new__", "__init__", "__post_init__"):
            for owner in self.project.mro(cls):
                if owner == "?":
                    reason = f"a base class of `{cls}` is not known, so making one may do anything"
                    return result | Summary(frozenset({unknown_effect(reason)}))
                found = self.project.class_fact(owner)
                if found is None:
                    result = result | self._outside_constructor(owner, cls, call, at)
                    if self.project.catalogue.type(owner) is not None and owner != "object":
                        break
                    continue
                if name in found[1].methods:
                    for function in self.project.functions_named(f"{owner}.{name}"):
                        target = Target(
                            "function", function=function, self_type=Type(cls, exact=True)
                        )
                        result = result | self.run_target(
                            target,
                            call,
                            at,
                            calls.bind(self.project, call, function, has_self=True),
                        )
                    break
        return result | self._factories(cls)

    def _factories(self, cls: str) -> Summary:
        """What makes the values of its fields: `default_factory=next_number`, `default=new_code`."""
        key = ("factories", cls)
        if key not in self.project.memo:
            self.project.memo[key] = NOTHING  # one that makes an object of the class itself
            self.project.memo[key] = self._of_factories(cls)
        return self.project.memo[key]  # type: ignore[return-value]

    def _of_factories(self, cls: str) -> Summary:
        result = NOTHING
        for module, factory, field in value_makers(self.project, cls):
            scope = module_scope(self.project, module)
            made = factory.body if isinstance(factory, Closure) else Call(factory, (), field.span)
            if isinstance(scope, Scope):
                result = result | self.effects.of_expr(scope, made, None)
        return result

    def _of_row(self, fact: CallFact, target: Target) -> Summary:
        """What making and storing a row runs beside its `save`: defaults, `__init__`, own fields."""
        cls = calls.row_class(self.project, target)
        if not fact.runs or cls is None:
            return NOTHING
        result = self._factories(cls)
        for function in (
            *special_methods(self.project, Type(cls, exact=True), ("__init__",)),
            *field_hooks(self.project, cls),
        ):
            inner = self.effects.of_function(function)
            made = {p.name: Place("fresh", "value") for p in function.parameters}
            result = result | without_nameless(substitute(inner, made))
        return result

    def _outside_constructor(self, owner: str, cls: str, call: Call, at: Step | None) -> Summary:
        if owner in (
            "object",
            "typing.Generic",
            "typing.Protocol",
            "abc.ABC",
            "enum.Enum",
            "typing.NamedTuple",
            "typing.TypedDict",
        ):
            return NOTHING
        known = self.project.catalogue.type(owner)
        if known is not None and known.constructor is not None:
            target = Target("fact", fact=known.constructor)
            return Summary(frozenset(self.fact_effects(known.constructor, target, call, at)))
        if known is not None or self.project.catalogue.is_exception(owner):
            return NOTHING
        return Summary(
            frozenset(
                {unknown_effect(f"`{owner}`, a base of `{cls}`, is not in a catalogue", owner)}
            )
        )

    def fact_effects(
        self, fact: CallFact, target: Target, call: Call | None, at: Step | None
    ) -> set[Effect]:
        effects = effects_of_fact(self.scope, fact, target, call, at)
        if call is None:
            return effects
        return effects | self._callbacks(fact, call, at) | self._looked_at(fact, call, at)

    def _looked_at(self, fact: CallFact, call: Call, at: Step | None) -> set[Effect]:
        """Outside code that is handed an object of the project may look at all that it holds."""
        effects: set[Effect] = set()
        if fact.effect in ("unknown", "log"):
            return effects
        for arg in call.args:
            if isinstance(arg.value, Name | Attribute):
                effects |= self.looks_at(arg.value, fact.name, at)
        return effects

    def looks_at(self, expr: Expr, via: str, at: Step | None) -> set[Effect]:
        """A look at all attributes of an object of the project; nothing where it is none."""
        return {
            Effect(
                "read",
                STATE,
                part.name,
                self.scope.place_of(expr, at).then(ANY_ATTRIBUTE),
                known="inferred",
                via=via,
            )
            for part in members(self.scope.type_of(expr, at))
            if self.project.class_fact(part.name) is not None
        }

    def _in_thread(self, fact: CallFact, call: Call, at: Step | None) -> Summary | None:
        """What `asyncio.to_thread(f, a)` does, where `f` is known to leave databases alone.

        A thread takes turns with others between any two steps: what is filled once by whoever comes
        first may be filled twice. A connection to a database may belong to the thread it runs in.
        """
        inner = calls.call_in_thread(fact, call)
        if inner is None:
            return None
        found = NOTHING
        if isinstance(inner.callee, Closure):
            with self.scope.shadowing(inner.callee.parameters):
                found = self.expr(inner.callee.body, at)
        else:
            for target in calls.targets(self.scope, inner, at):
                if target.function is not None and target.function.is_async:
                    return None
                bound = calls.bind(self.project, inner, target.function) if target.function else {}
                found = found | self.run_target(target, inner, at, bound)
        kinds = {(e.kind, e.resource) for e in found.effects}
        if any(kind == "unknown" or resource == "database" for kind, resource in kinds):
            return None
        ran = frozenset(replace(e, blocking=False, once=False) for e in found.effects)
        return Summary(ran, waits=True)

    def _callbacks(self, fact: CallFact, call: Call, at: Step | None) -> set[Effect]:
        """Functions handed to code that calls them: `map(f, xs)`, `sorted(xs, key=f)`."""
        given = [call.argument(i) for i in fact.calls]
        given += [call.argument(999, k) for k in fact.calls_keywords]
        effects: set[Effect] = set()
        for expr in given:
            match expr:
                case None | Constant():
                    continue
                case Closure(parameters=names, body=body):
                    with self.scope.shadowing(names):
                        effects |= self.expr(body, at).effects
                case _:
                    inner = Call(expr, (Argument(Opaque("an item"), None, "*"),), call.span)
                    for target in calls.targets(self.scope, inner, at):
                        bound = (
                            calls.bind(self.project, inner, target.function)
                            if target.function
                            else {}
                        )
                        effects |= self.run_target(target, inner, at, bound).effects
        return effects
