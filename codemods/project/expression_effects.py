"""What evaluating expressions does: reading names, attributes and items, awaiting, iterating."""

from __future__ import annotations

from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Expr,
    Function,
    Item,
    Name,
    Opaque,
    Operation,
    ShortCircuit,
    Step,
    Yield,
    children,
)
from codemods.model.effects import NOTHING, Effect, Known, Place, Summary
from codemods.project import calls
from codemods.project.attributes import attribute_type
from codemods.project.calls import Target
from codemods.project.decorators import has_decorator
from codemods.project.describe import describe
from codemods.project.session_rows import is_kept_row
from codemods.project.summaries import STATE, as_resource, unknown_effect
from codemods.project.syntax_effects import SyntaxWalk
from codemods.project.types import Type, dotted_name, is_immutable, members

_REPEATABLE = frozenset(
    [
        "list",
        "tuple",
        "set",
        "frozenset",
        "dict",
        "str",
        "bytes",
        "range",
        "json",
        "dict_items",
        "dict_keys",
        "dict_values",
        "enumerate",
        "zip",
        "map",
        "filter",
        "collections.deque",
        "collections.OrderedDict",
        "collections.defaultdict",
        "collections.Counter",
        "collections.abc.Sequence",
        "collections.abc.Mapping",
        "collections.abc.Set",
        "collections.abc.Collection",
        "collections.abc.MutableSequence",
        "collections.abc.MutableMapping",
        "collections.abc.KeysView",
        "collections.abc.ValuesView",
        "collections.abc.ItemsView",
        "typing.Sequence",
        "typing.Mapping",
        "typing.Collection",
        "typing.AbstractSet",
        "typing.MutableSequence",
        "typing.MutableMapping",
        "Any",
    ]
)


class ExpressionWalk(SyntaxWalk):
    """Collects the effects of expressions in one scope."""

    def expr(self, expr: Expr, at: Step | None) -> Summary:
        match expr:
            case Name(id=name):
                return self._read_name(expr, name, at)
            case Constant() | Closure():
                return NOTHING
            case Attribute(value=value, name=name):
                return self._attribute(expr, value, name, at)
            case Call():
                return self.call(expr, at) | self.built_in(expr, at)
            case Operation():
                return self._parts(expr, at) | self.operated(expr, at)
            case Choice(test=test):
                return self._parts(expr, at) | self.tested(test, at)
            case ShortCircuit(operands=operands):
                result = self._parts(expr, at)
                for operand in operands[:-1]:
                    result = result | self.tested(operand, at)
                return result
            case Await(value=value):
                return self._await(value, at)
            case Comprehension(elements=elements, clauses=clauses):
                with self.scope.inside(expr):
                    result = NOTHING
                    for clause in clauses:
                        result = result | self.expr(clause.iterable, at)
                        result = result | self.iterate(clause.iterable, at, clause.is_async)
                        for condition in clause.conditions:
                            result = result | self.expr(condition, at)
                            result = result | self.tested(condition, at)
                    for element in elements:
                        result = result | self.expr(element, at)
                return result
            case Item(value=value, key=key):
                result = self.expr(value, at) | self.expr(key, at)
                return result | self._item(expr, value, at)
            case Bind(value=value):
                return self.expr(value, at)
            case Yield():
                return self.expr(expr.value, at) if expr.value is not None else NOTHING
            case Opaque(what=what):
                return Summary(frozenset({unknown_effect(f"`{what}` is not modelled")}))
            case _:
                return self._parts(expr, at)

    def _parts(self, expr: Expr, at: Step | None) -> Summary:
        result = NOTHING
        for child in children(expr):
            result = result | self.expr(child, at)
        return result

    def _read_name(self, expr: Name, name: str, at: Step | None) -> Summary:
        if self.scope.is_local(name):
            return self._read_parameter(expr, name, at)
        place = self.scope.place_of(expr, at)
        if place.kind in ("local", "parameter"):
            return Summary(
                frozenset({Effect("read", STATE, place=place, known="inferred", via=name)})
            )
        symbol = self.project.lookup(self.scope.module, name)
        if symbol.kind != "variable":
            return NOTHING
        return Summary(
            frozenset({Effect("read", STATE, place=place, known="inferred", via=symbol.name)})
        )

    def _read_parameter(self, expr: Name, name: str, at: Step | None) -> Summary:
        """Using an object that was handed in may look into it, unless it cannot change."""
        if name not in self.scope.parameters or name == self.scope.receiver:
            return NOTHING
        if name not in self.scope.bindings:
            return self._look_into(expr, name, at)
        # Which value it has depends on the step; the first one that is read speaks for a stretch.
        self.stretches += 1
        known = self._rebound.get(name)
        if known is None:
            known = self._rebound[name] = self._look_into(expr, name, at)
        return known

    def _look_into(self, expr: Name, name: str, at: Step | None) -> Summary:
        place = self.scope.place_of(expr, at)
        if place.path or (place.kind == "fresh" and not place.root.startswith(name)):
            return NOTHING
        type_ = self.scope.type_of(expr, at)
        # A row has no items: what is read of it are its attributes, and they say so themselves.
        if is_immutable(type_) or is_kept_row(self.project, type_):
            return NOTHING
        effect = Effect("read", STATE, place=place, known="inferred", via=name)
        return Summary(frozenset({effect}))

    def _attribute(self, expr: Attribute, value: Expr, name: str, at: Step | None) -> Summary:
        symbol = self.scope.symbol_of(expr)
        if symbol is not None and symbol.kind != "unknown":
            if symbol.kind == "variable":
                place = Place("global", symbol.name)
                return Summary(
                    frozenset(
                        {Effect("read", STATE, place=place, known="inferred", via=symbol.name)}
                    )
                )
            place = self.scope.place_of(value, at)
            if symbol.kind != "external" or place.kind != "global" or place.path:
                return NOTHING
            if self.scope.type_of(value, at) is None:
                return NOTHING
            # What a project keeps on an object from outside: `g.tenant`.
            effect = Effect("read", STATE, "", place.then(name), known="inferred", via=symbol.name)
            return Summary(frozenset({effect}))
        result = self.expr(value, at)
        type_ = self.scope.type_of(value, at)
        for part in members(type_):
            result = result | self._property(part, value, name, at)
        result = result | self.special(expr, ("__get__",), (), at)
        if type_ is None:
            result = result | self._guessed_property(name)
        place = self.scope.place_of(value, at)
        if place.kind == "fresh":
            return result
        owner = self.owner_of(value, at)
        # A property that is kept is filled by whoever looks first.
        once = any(e.once and e.place == place.then(name) for e in result.effects)
        effect = Effect(
            "read", STATE, owner, place.then(name), known="inferred", via=describe(expr), once=once
        )
        return result | Summary(frozenset({effect}))

    def _property(self, type_: Type, value: Expr, name: str, at: Step | None) -> Summary:
        key = ("property", type_.name, type_.exact, name)
        found = self.project.memo.get(key)
        if not isinstance(found, tuple):
            found = self.project.memo[key] = self._properties(type_, name)
        result = NOTHING
        for item in found:
            if isinstance(item, str):
                result = result | Summary(frozenset({unknown_effect(item)}))
            else:
                target = Target("function", function=item, receiver=value, self_type=type_)
                result = result | self.run_target(target, Call(value, (), item.span), at, {})
                if any((dotted_name(d) or "").endswith("cached_property") for d in item.decorators):
                    place = self.scope.place_of(value, at).then(name)
                    kept = Effect("write", STATE, type_.name, place, via=f"{name} = ...", once=True)
                    result = result | Summary(frozenset({kept}))
        return result

    def _properties(self, type_: Type, name: str) -> tuple[Function | str, ...]:
        """The code that reading an attribute may run; a text where that is not known."""
        if not self.project.class_fact(type_.name):
            return ()
        result: list[Function | str] = []
        owners = [
            *self.project.mro(type_.name),
            *(() if type_.exact else self.project.subclasses(type_.name)),
        ]
        found = False
        for owner in owners:
            declared = self.project.declared(owner)
            if name not in declared and "__getattr__" not in declared:
                continue  # Thousands of classes may stand below one.
            fact = self.project.class_fact(owner)
            if fact is None:
                continue
            if name in fact[1].methods:
                result += (
                    function
                    for function in self.project.functions_named(f"{owner}.{name}")
                    if has_decorator(self.project, function, "property")
                )
                found = True
            elif any(a == name for a, _, _ in fact[1].attributes):
                found = True
            elif "__getattr__" in fact[1].methods and not found:
                if attribute_type(self.project, type_, name) is None:
                    result.append(f"`{owner}.__getattr__`")
                found = True
        return tuple(result)

    def _guessed_property(self, name: str) -> Summary:
        """A read of `x.name` for an `x` of unknown type: a project property of that name counts.

        Only when it is known to do more than look; that every attribute might be anything is an
        assumption nobody could work with.
        """
        result = NOTHING
        for function in self.project.properties_named(name):
            summary = self.effects.of_function(function)
            if any(
                e.kind in ("write", "commit", "begin", "rollback", "lock", "ddl", "delay", "spawn")
                or (e.kind == "read" and e.resource not in (STATE, "clock", "unknown"))
                for e in summary.effects
            ):
                reason = f"`.{name}` may be the property `{function.name}`"
                result = result | Summary(frozenset({unknown_effect(reason)}))
        return result

    def _item(self, expr: Item, value: Expr, at: Step | None) -> Summary:
        type_ = self.scope.type_of(value, at)
        result = NOTHING
        for part in members(type_):
            if self.project.class_fact(part.name):
                for target in calls.method_targets(self.project, part, "__getitem__", value):
                    if target.kind == "function":
                        call = Call(value, (Argument(expr.key),), self.scope.function.span)
                        result = result | self.run_target(target, call, at, {})
        effects = {
            Effect(
                "raise", "unknown", target="LookupError", known="guessed", via=f"{describe(expr)}"
            )
        }
        place = self.scope.place_of(value, at)
        if place.kind != "fresh":
            effects.add(
                Effect("read", STATE, "", place.then("[*]"), known="inferred", via=describe(expr))
            )
        return result | Summary(frozenset(effects))

    # -- awaits -----------------------------------------------------------------------------------

    def _await(self, value: Expr, at: Step | None) -> Summary:
        if self._skip_awaits:
            return NOTHING
        if isinstance(value, Choice):
            either = self._await(value.then, at) | self._await(value.otherwise, at)
            return self.expr(value.test, at) | either
        result = self.expr(value, at)
        waits = Summary(frozenset(), waits=True)
        if isinstance(value, Call):
            kinds = calls.targets(self.scope, value, at)
            if any(self._is_started(t) for t in kinds):
                return (
                    result
                    | waits
                    | Summary(frozenset({unknown_effect("it awaits something already started")}))
                )
            awaited = self._awaited_object(value, at, kinds)
            return result | waits | awaited
        type_ = self.scope.type_of(value, at)
        effects: set[Effect] = set()
        for part in members(type_) or (None,):
            known = self.project.catalogue.type(part.name) if part else None
            if (
                known is not None
                and known.awaited is not None
                and known.awaited.effect != "started"
            ):
                effects |= self.fact_effects(
                    known.awaited,
                    Target("fact", fact=known.awaited, self_type=part, awaited=True),
                    None,
                    at,
                )
            elif known is not None and known.awaited is not None:
                effects.add(unknown_effect(f"`{describe(value)}` awaits something already started"))
            elif part is not None and part.name == "coroutine":
                effects.add(unknown_effect(f"`{describe(value)}` was called earlier"))
            else:
                effects.add(
                    unknown_effect(f"what `{describe(value)}` does when awaited is not known")
                )
        return result | waits | Summary(frozenset(effects))

    def _is_started(self, target: Target) -> bool:
        """Whether what is awaited runs already; `gather` and its like start it themselves."""
        fact = target.fact
        if target.kind != "fact" or fact is None:
            return False
        return fact.effect == "started" or (fact.effect == "spawn" and not fact.is_async)

    def _awaited_object(self, call: Call, at: Step | None, kinds: tuple[Target, ...]) -> Summary:
        """`await Model.filter(...)`: the call is pure, awaiting its value is the query."""
        effects: set[Effect] = set()
        for target in kinds:
            if target.kind != "fact" or target.fact is None or target.fact.is_async:
                continue
            for part in members(self.scope.type_of(call, at)):
                known = self.project.catalogue.type(part.name)
                if known is not None and known.awaited is not None:
                    inner = Target(
                        "fact", fact=known.awaited, receiver=call, self_type=part, awaited=True
                    )
                    effects |= self.fact_effects(known.awaited, inner, call, at)
        return Summary(frozenset(effects))

    # -- iterating --------------------------------------------------------------------------------

    def iterate(self, iterable: Expr, step: Step | None, is_async: bool) -> Summary:
        """Taking the items of an iterable; asynchronous ones may talk to the world."""
        found = self.iterated(iterable, step, is_async)
        if not is_async:
            return found | self._consume(iterable, step)
        return found | self._consume_async(iterable, step)

    def _consume_async(self, iterable: Expr, step: Step | None) -> Summary:
        type_ = self.scope.type_of(iterable, step)
        if isinstance(iterable, Constant):
            return Summary(frozenset(), waits=True)  # stands for what was taken out
        if isinstance(iterable, Call):
            found = calls.targets(self.scope, iterable, step)
            if all(t.kind in ("function", "fact") for t in found):
                return Summary(frozenset(), waits=True)
        if type_ is None:
            return Summary(
                frozenset(
                    {unknown_effect(f"iterating `{describe(iterable)}`, whose type is not known")}
                ),
                True,
            )
        facts = [self.project.catalogue.type(p.name) for p in members(type_)]
        carries = {f.carries for f in facts if f is not None}
        if None not in facts:
            via = f"iterating `{describe(iterable)}`"
            effects = {Effect("read", as_resource(c), via=via) for c in carries if c}
            return Summary(frozenset(effects), waits=True)
        return Summary(frozenset({unknown_effect(f"iterating a `{type_}`")}), True)

    def _consume(self, iterable: Expr, step: Step | None) -> Summary:
        """Iterating uses up an iterator that somebody else holds, too."""
        place = self.scope.place_of(iterable, step)
        found = members(self.scope.type_of(iterable, step))
        if found and all(
            p.name in _REPEATABLE
            or (
                (known := self.project.catalogue.type(p.name)) is not None
                and not known.name.rpartition(".")[2].endswith(
                    ("Iterator", "Generator", "Iterable")
                )
            )
            for p in found
        ):
            return NOTHING
        if place.kind == "fresh" and "@" not in place.root:
            return NOTHING
        if not found and place.kind in ("unknown", "local"):
            return NOTHING
        how: Known = "inferred" if found else "guessed"
        via = f"iterating `{describe(iterable)}`"
        effect = Effect("write", STATE, place=place.then("[*]"), known=how, via=via, taken=True)
        return Summary(frozenset({effect}))

    def owner_of(self, value: Expr, step: Step | None) -> str:
        found = members(self.scope.type_of(value, step))
        if len(found) == 1 and self.project.class_fact(found[0].name):
            return found[0].name
        return ""
