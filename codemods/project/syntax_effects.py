"""What syntax runs without a call: operators, tests, texts, setters, and changes in place."""

from __future__ import annotations

from dataclasses import replace

from codemods.model.code import (
    Argument,
    Attribute,
    Call,
    Comprehension,
    Expr,
    Function,
    Item,
    Name,
    Operation,
    Step,
)
from codemods.model.effects import NOTHING, Effect, Summary
from codemods.project import calls
from codemods.project.call_effects import CallWalk
from codemods.project.calls import Target
from codemods.project.describe import describe
from codemods.project.special_methods import (
    ITERATED,
    LOOKING,
    OF_BUILTINS,
    TESTED,
    WHOLE,
    Names,
    in_place,
    of_operator,
    setters,
    special_methods,
)
from codemods.project.summaries import STATE
from codemods.project.types import is_changed_in_place, members


class SyntaxWalk(CallWalk):
    """Collects the effects of the special methods that syntax runs."""

    def operated(self, expr: Operation, at: Step | None) -> Summary:
        """`a + b`, `a < b`, `a in b`, `not a`, and `f"{a}"`."""
        result = NOTHING
        operands = expr.operands
        for place, names in of_operator(expr.operator, len(operands)):
            others = [o for i, o in enumerate(operands) if i != place]
            result = result | self.special(operands[place], names, others[:1], at)
        return result

    def tested(self, expr: Expr | None, at: Step | None) -> Summary:
        """Whether a value counts as true, as `if` and `while` ask."""
        return self.special(expr, TESTED, (), at) if expr is not None else NOTHING

    def iterated(self, iterable: Expr, at: Step | None, is_async: bool) -> Summary:
        names = ("__aiter__",) if is_async else ITERATED
        found = self.special(iterable, names, (), at) | self.made_late(iterable, at)
        return found | self.special(iterable, ("__anext__" if is_async else "__next__",), (), at)

    def made_late(self, iterable: Expr, at: Step | None) -> Summary:
        """What a generator made earlier does when it is gone through: its code runs only then."""
        if not isinstance(iterable, Name) or not self.scope.is_local(iterable.id):
            return NOTHING
        result = NOTHING
        for binding in self.scope.reaching(iterable.id, at):
            value = binding.value if binding.how == "value" and binding.index is None else None
            if value is not None and self._is_lazy(value, binding.step):
                result = result | self.expr(value, binding.step)
        return result

    def _is_lazy(self, value: Expr, at: Step) -> bool:
        if isinstance(value, Comprehension):
            return value.type == "generator"
        if not isinstance(value, Call):
            return False
        symbol = self.scope.symbol_of(value.callee)
        if symbol is not None and symbol.name.removeprefix("builtins.") in ("map", "filter"):
            return True
        found = calls.targets(self.scope, value, at)
        return any(t.function is not None and t.function.is_generator for t in found)

    def built_in(self, call: Call, at: Step | None) -> Summary:
        """What `str(value)` and its like run of the value."""
        symbol = self.scope.symbol_of(call.callee)
        if symbol is None or symbol.kind != "builtin":
            return NOTHING
        names = OF_BUILTINS.get(symbol.name.removeprefix("builtins."))
        given = call.argument(0) if names else None
        if given is None or not names:
            return NOTHING
        found = self.special(given, names, (), at)
        taken = names == ITERATED or names == ("__next__",)
        return found | self.made_late(given, at) if taken else found

    def set_attribute(self, target: Attribute, given: Expr | None, step: Step) -> Summary:
        """`a.name = b`: the setter of a property, `__setattr__`, the setter of a descriptor."""
        result = NOTHING
        for part in members(self.scope.type_of(target.value, step)):
            for function in setters(self.project, part, target.name):
                setting = function.name.endswith(".__setattr__")
                args = () if given is None or setting else (given,)
                result = result | self._run(function, target.value, part.name, args, step)
        return result | self.special(target, ("__set__",), (), step)

    def set_item(self, target: Item, given: Expr | None, step: Step) -> Summary:
        args = (target.key,) if given is None else (target.key, given)
        return self.special(target.value, ("__setitem__",), args, step)

    def changed_in_place(self, step: Step, target: Expr) -> Summary:
        """`a += b`: its method, and for lists, dicts and sets a change of what others may hold."""
        given = (step.value,) if step.value is not None else ()
        result = self.special(target, in_place(step.operator), given, step)
        if not is_changed_in_place(self.scope.type_of(target, step)):
            return result
        place = self.scope.place_of(target, step).then("[*]")
        via = f"{describe(target)} {step.operator}= ..."
        effect = Effect("write", STATE, place=place, known="inferred", via=via)
        return result | Summary(frozenset({effect}))

    def deleted(self, target: Expr, step: Step) -> Summary:
        """`del a[key]` and `del a.name`."""
        match target:
            case Item(value=value, key=key):
                return self.special(value, ("__delitem__",), (key,), step)
            case Attribute(value=value):
                return self.special(value, ("__delattr__",), (), step)
            case _:
                return NOTHING

    def special(
        self,
        receiver: Expr | None,
        names: Names,
        args: tuple[Expr, ...] | list[Expr],
        at: Step | None,
    ) -> Summary:
        """What the special methods of a value do; those that only look may do nothing unknown."""
        if receiver is None or not names:
            return NOTHING
        result = NOTHING
        for part in members(self.scope.type_of(receiver, at)):
            found = special_methods(self.project, part, names)
            for function in found:
                result = result | self._run(function, receiver, part.name, tuple(args), at)
            if not found and names[0] in WHOLE and self.project.class_fact(part.name) is not None:
                looked = self.looks_at(receiver, describe(receiver), at)
                result = result | Summary(frozenset(looked))
        return result

    def _run(
        self,
        function: Function,
        receiver: Expr,
        owner: str,
        args: tuple[Expr, ...],
        at: Step | None,
    ) -> Summary:
        own = next((p for p in members(self.scope.type_of(receiver, at)) if p.name == owner), None)
        target = Target("function", function=function, receiver=receiver, self_type=own)
        span = at.span if at is not None else function.span
        call = Call(receiver, tuple(Argument(a) for a in args), span)
        bound = calls.bind(self.project, call, function, has_self=True)
        found = self.run_target(target, call, at, bound)
        if function.name.rpartition(".")[2] not in LOOKING:
            return found
        kept = frozenset(e for e in found.effects if e.kind not in ("unknown", "raise"))
        return replace(found, effects=kept)
