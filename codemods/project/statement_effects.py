"""What running statements does, their inner blocks and handlers included."""

from __future__ import annotations

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Choice,
    Display,
    Expr,
    Item,
    Name,
    Spread,
    Step,
)
from codemods.model.effects import NOTHING, OF_CLASS, RAISED_AGAIN, Effect, Place, Summary
from codemods.project import calls
from codemods.project.describe import describe
from codemods.project.expression_effects import ExpressionWalk
from codemods.project.fact_effects import channel_of
from codemods.project.summaries import (
    STATE,
    as_kind,
    is_hopeless,
    one_effect,
    resource_of,
    unknown_effect,
)
from codemods.project.types import Type, dotted_name, members


class StatementWalk(ExpressionWalk):
    """Collects the effects of statements in one scope."""

    def steps(self, steps: tuple[Step, ...]) -> Summary:
        found: set[Effect] = set()
        waits = False
        for step in steps:
            summary = self.step(step)
            found |= summary.effects
            waits = waits or summary.waits
            if is_hopeless(summary):
                # Anything may happen from here on; what else happens adds nothing to that.
                break
        return Summary(frozenset(found), waits)

    def step(self, step: Step) -> Summary:
        """A step with its inner blocks."""
        if step.kind in ("function", "class", "import", "scope", "pass"):
            return NOTHING
        if self._see_through or self._skip_awaits:
            return self._step(step)
        # Patterns ask for a step, for the steps in it, and for those in these.
        known = self.scope.summaries.get(id(step))
        if known is not None:
            return known[1]
        before = (self.effects.cuts, self.stretches)
        found = self._step(step)
        if before == (self.effects.cuts, self.stretches):
            self.scope.summaries[id(step)] = (step, found)
        return found

    def _step(self, step: Step) -> Summary:
        result = self._own(step)
        if step.kind == "try":
            return result | self._try(step)
        for block in step.blocks:
            if block.guard is not None:
                result = result | self.expr(block.guard, step)
            result = result | self.steps(block.steps)
        return result

    def _own(self, step: Step) -> Summary:
        found: set[Effect] = set()
        waits = False
        for expr in (step.value, step.second):
            if expr is not None:
                summary = self.expr(expr, step)
                found |= summary.effects
                waits = waits or summary.waits
        for item in step.items:
            summary = self.enter(item.context, step)
            found |= summary.effects
            waits = waits or summary.waits or step.is_async
        if step.kind == "for" and step.value is not None:
            summary = self.iterate(step.value, step, step.is_async)
            found |= summary.effects
            waits = waits or summary.waits
        for target in (*step.targets, *(i.target for i in step.items if i.target is not None)):
            if step.kind == "declare":
                continue
            found |= self.store(target, step).effects
            if step.kind == "augment":
                found |= self.expr(target, step).effects
                found |= self.changed_in_place(step, target).effects
            elif step.kind == "delete":
                found |= self.deleted(target, step).effects
        if step.kind in ("if", "while", "assert"):
            found |= self.tested(step.value, step).effects
        if step.kind == "raise":
            found.add(self._raised(step))
        elif step.kind == "assert":
            found.add(
                Effect("raise", "unknown", target="AssertionError", known="guessed", via="assert")
            )
        return Summary(frozenset(found), waits)

    def _raised(self, step: Step) -> Effect:
        if step.value is None:
            return Effect("raise", "unknown", target="", known="guessed", via=RAISED_AGAIN)
        head = step.value.callee if isinstance(step.value, Call) else step.value
        symbol = self.scope.symbol_of(head)
        if symbol is not None and symbol.kind in ("class", "external", "builtin"):
            name = symbol.name
        else:
            name = dotted_name(head) or "Exception"
        return Effect(
            "raise", "unknown", target=name, known="inferred", via=self.scope.function.name
        )

    def _try(self, step: Step) -> Summary:
        body = next(b for b in step.blocks if b.role == "body")
        handlers = [b for b in step.blocks if b.role == "handler"]
        inside = self.steps(body.steps)
        caught = {
            e
            for e in inside.effects
            if e.kind == "raise" and any(self._catches(h, e) for h in handlers)
        }
        result = Summary(inside.effects - caught, inside.waits)
        for block in step.blocks:
            if block.role != "body":
                result = (
                    result | self._handler(block, caught)
                    if block.role == "handler"
                    else result | self.steps(block.steps)
                )
        return result

    def _handler(self, block: Block, caught: set[Effect]) -> Summary:
        summary = self.steps(block.steps)
        # What is asked for here is the error of this handler, whoever runs it.
        own = {e for e in summary.effects if e.kind == "read" and e.resource == "error"}
        summary = Summary(summary.effects - own, summary.waits) if own else summary
        again = {e for e in summary.effects if e.kind == "raise" and e.target == ""}
        if again:
            summary = Summary((summary.effects - again) | caught, summary.waits)
        return summary

    def _catches(self, handler: Block, effect: Effect) -> bool:
        if handler.catches_all:
            return True
        for expr in handler.catches:
            symbol = self.scope.symbol_of(expr)
            if symbol is None:
                continue
            if symbol.name in ("Exception", "BaseException"):
                return True
            if symbol.name == effect.target or symbol.name in self._exception_bases(effect.target):
                return True
        return False

    def _exception_bases(self, name: str) -> tuple[str, ...]:
        if self.project.class_fact(name):
            return self.project.mro(name)
        return self.project.catalogue.exception_bases(name)

    def enter(self, context: Expr, step: Step) -> Summary:
        """`with context:`: making it, entering it and leaving it."""
        if isinstance(context, Choice):
            either = self.enter(context.then, step) | self.enter(context.otherwise, step)
            return self.expr(context.test, step) | either
        result = self.expr(context, step)
        inner = context.value if isinstance(context, Await) else context
        if isinstance(inner, Call):
            for target in calls.targets(self.scope, inner, step):
                fact = target.fact
                if target.kind == "fact" and fact is not None and fact.enter_effect:
                    channel = channel_of(self.scope, target, inner, step)
                    result = result | one_effect(
                        as_kind(fact.enter_effect), resource_of(fact), channel, fact.name
                    )
            made = self.scope.type_of(inner, step)
            if all(t.kind == "class" for t in calls.targets(self.scope, inner, step)):
                result = result | self._enter_type(made, inner, step)
            return result
        return result | self._enter_type(self.scope.type_of(context, step), context, step)

    def _enter_type(self, type_: Type | None, expr: Expr, step: Step) -> Summary:
        if type_ is None:
            return Summary(
                frozenset({unknown_effect(f"entering `{describe(expr)}`, whose type is not known")})
            )
        result = NOTHING
        for part in members(type_):
            if self.project.class_fact(part.name):
                names = ("__aenter__", "__aexit__") if step.is_async else ("__enter__", "__exit__")
                for name in names:
                    for target in calls.method_targets(self.project, part, name, expr):
                        result = result | self.run_target(
                            target, Call(expr, (), step.span), step, {}
                        )
                continue
            if part.name in ("context", "coroutine"):
                continue
            known = self.project.catalogue.type(part.name)
            if known is None or known.entered is None:
                result = result | Summary(
                    frozenset(
                        {
                            unknown_effect(
                                f"entering a `{part.name}` is not in a catalogue", part.name
                            )
                        }
                    )
                )
            else:
                fact = known.entered
                if fact.enter_effect:
                    result = result | one_effect(
                        as_kind(fact.enter_effect), resource_of(fact), None, fact.name
                    )
                if fact.effect not in ("pure", ""):
                    result = result | one_effect(
                        as_kind(fact.effect), resource_of(fact), None, fact.name
                    )
        return result

    def store(self, target: Expr, step: Step) -> Summary:
        match target:
            case Name(id=name):
                if name in self.scope.function.local_names:
                    return NOTHING
                place = self.scope.place_of(target, step)
                return Summary(
                    frozenset({Effect("write", STATE, place=place, known="inferred", via=name)})
                )
            case Attribute(value=value, name=name):
                inner = self.expr(value, step)
                place = self.scope.place_of(value, step).then(name)
                owner = self.owner_of(value, step)
                kinds = members(self.scope.type_of(value, step))
                if kinds and all(k.name == "type" for k in kinds):
                    # An attribute of a class is seen through all its instances.
                    place = Place("unknown", OF_CLASS, (name,))
                    owner = kinds[0].args[0].name if len(kinds) == 1 and kinds[0].args else ""
                effect = Effect(
                    "write",
                    STATE,
                    owner,
                    place,
                    known="inferred",
                    via=f"{describe(value)}.{name} = ...",
                )
                given = step.value if len(step.targets) == 1 and step.kind == "assign" else None
                run = self.set_attribute(target, given, step)
                return inner | run | Summary(frozenset({effect}))
            case Item(value=value, key=key):
                inner = self.expr(value, step) | self.expr(key, step)
                place = self.scope.place_of(value, step).then("[*]")
                effect = Effect(
                    "write",
                    STATE,
                    "",
                    place,
                    known="inferred",
                    via=f"{describe(value)}[...] = ...",
                )
                given = step.value if len(step.targets) == 1 and step.kind == "assign" else None
                run = self.set_item(target, given, step)
                return inner | run | Summary(frozenset({effect}))
            case Display(items=items):
                result = NOTHING
                for item in items:
                    result = result | self.store(item, step)
                return result
            case Spread(value=value):
                return self.store(value, step)
            case _:
                return NOTHING
