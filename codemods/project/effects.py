"""What code does, followed through its calls to a fixpoint.

Effects are said in terms of the parameters, `self` and globals of the function at hand; at a call
the callee's parameters are replaced by the places of the arguments. What is not known stays an
`unknown` effect that says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from codemods.libraries.catalogue import CallFact
from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Bind,
    Block,
    Call,
    Closure,
    Comprehension,
    Constant,
    Display,
    Expr,
    Function,
    Item,
    Name,
    Opaque,
    Operation,
    Spread,
    Step,
    Yield,
    children,
)
from codemods.model.effects import (
    ANY_ATTRIBUTE,
    NOTHING,
    Channel,
    Effect,
    EffectKind,
    Known,
    Place,
    Resource,
    Summary,
)
from codemods.project import calls
from codemods.project.calls import Target, describe
from codemods.project.codebase import Codebase, Symbol
from codemods.project.scope import Scope
from codemods.project.sessions import session_behind
from codemods.project.sql import read_sql
from codemods.project.types import Type, dotted_name, members

MAX_DEPTH = 40
MAX_TURNS = 5
# Where more functions lie behind one call, somebody who reads the finding could not follow either.
MAX_FUNCTIONS = 300
MAX_EFFECTS = 600
_UNKNOWN_PLACE = Place("unknown", "?")
_IO_KINDS = frozenset({"read", "write", "begin", "commit", "rollback", "lock", "ddl"})
_STATE: Resource = "state"
_IMMUTABLE = frozenset(
    [
        "str",
        "int",
        "float",
        "bool",
        "bytes",
        "None",
        "range",
        "frozenset",
        "complex",
        "datetime.datetime",
        "datetime.date",
        "datetime.timedelta",
        "decimal.Decimal",
        "uuid.UUID",
        "type",
        "module",
        "function",
        "closure",
    ]
)
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
# What any code raises on data of another shape than it expects. Code that tells these apart does
# so close by; they count as domain errors only where a handler stands around the awaits.
_MALFORMED = frozenset(
    [
        "AttributeError",
        "IndexError",
        "JSONDecodeError",
        "KeyError",
        "LookupError",
        "OverflowError",
        "StopAsyncIteration",
        "StopIteration",
        "TypeError",
        "UnicodeDecodeError",
        "UnicodeEncodeError",
        "UnicodeError",
        "ValueError",
        "ZeroDivisionError",
    ]
)

Key = tuple[str, int, Type | None, tuple[tuple[str, Type], ...]]


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

    # -- functions ------------------------------------------------------------------------------

    def of_function(
        self,
        function: Function,
        self_type: Type | None = None,
        arguments: Mapping[str, Type] | None = None,
    ) -> Summary:
        """The effects of running the function to its end, seen from outside."""
        given = tuple(sorted((arguments or {}).items(), key=lambda i: i[0]))
        key: Key = (function.name, function.span.line, self_type, given)
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
            return Summary(
                frozenset({_unknown(f"too many functions lie behind `{function.name}`")})
            )
        if len(self._stack) >= MAX_DEPTH:
            return Summary(frozenset({_unknown(f"`{function.name}` lies too many calls away")}))
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
            summary = self._export(_Walk(self, scope).steps(function.body))
            summary = summary | self._decorators(function)
            lowest = self._lowest.pop()
            if turn == MAX_TURNS:
                reason = f"the calls around `{function.name}` go round in too many ways"
                summary = summary | Summary(frozenset({_unknown(reason)}))
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
        for member, (found, low) in list(self._provisional.items()):
            if low >= index:
                self._done[member] = found
                del self._provisional[member]
        return summary

    def _export(self, summary: Summary) -> Summary:
        """What of the inner effects can be seen by a caller."""
        kept: set[Effect] = set()
        changes_objects = any(
            e.kind == "write" and e.resource == _STATE and e.place is not None and e.place.path
            for e in summary.effects
            if e.place is not None and e.place.path[-1:] != ("[*]",)
        )
        for effect in summary.effects:
            if effect.resource == _STATE and effect.place is not None:
                if effect.place.kind == "fresh":
                    continue
                if effect.place.kind == "local":
                    effect = replace(effect, place=Place("unknown", "?", effect.place.path[-1:]))
            channel = effect.channel
            if effect.kind in ("begin", "commit", "rollback") and _is_own(channel):
                # It ends with the function: whoever calls sees the writes, not the transaction.
                # What a commit stores may have been changed through attributes alone.
                if effect.kind == "commit" or (effect.kind == "begin" and changes_objects):
                    kept.add(replace(effect, kind="write", channel=None))
                continue
            if channel is not None and channel.place.kind == "fresh":
                effect = replace(effect, channel=None)
            elif channel is not None and channel.place.kind == "local":
                effect = replace(effect, channel=replace(channel, place=_UNKNOWN_PLACE))
            kept.add(effect)
        if len(kept) > MAX_EFFECTS:
            reads = {e for e in kept if e.kind == "read" and e.resource == _STATE}
            kept -= reads
            kept.add(
                Effect(
                    "read", _STATE, place=_UNKNOWN_PLACE, known="inferred", via="many attributes"
                )
            )
        return Summary(frozenset(kept), summary.waits)

    def _decorators(self, function: Function) -> Summary:
        """Decorators change what a name does: known ones are seen through, others are unknown."""
        effects: set[Effect] = set()
        for kind, name in (
            calls.decorator_kinds(self.project, function) if function.decorators else ()
        ):
            match kind:
                case "transparent" | "property" | "contextmanager" | "asynccontextmanager":
                    continue
                case "begin":
                    effects.add(Effect("begin", "database", via=name))
                case "cache":
                    place = Place("global", f"{function.name}.cache", ("[*]",))
                    effects.add(Effect("write", _STATE, place=place, via=name))
                case _:
                    inner = self._own_decorator(name)
                    if inner is None:
                        effects.add(
                            _unknown(
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
        walker = _Walk(self, scope, see_through=frozenset(names))
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

    # -- expressions ----------------------------------------------------------------------------

    def of_expr(self, scope: Scope, expr: Expr, at: Step | None) -> Summary:
        """The effects of evaluating an expression in a step."""
        return _Walk(self, scope).expr(expr, at)

    def of_residue(self, scope: Scope, expr: Expr, at: Step | None) -> Summary:
        """The effects of evaluating an expression when its awaits have already run."""
        return _Walk(self, scope, skip_awaits=True).expr(expr, at)

    def entering(self, scope: Scope, context: Expr, step: Step) -> Summary:
        """The effects of entering (and leaving) a context in a `with` step."""
        return _Walk(self, scope).enter(context, step)

    def storing(self, scope: Scope, step: Step) -> Summary:
        """The effects of assigning to a step's targets: attributes and items change objects."""
        walker = _Walk(self, scope)
        result = NOTHING
        for target in step.targets:
            result = result | walker.store(target, step)
        return result

    def of_step(self, scope: Scope, step: Step, skip_awaits: bool = False) -> Summary:
        """The effects of one step, its inner blocks included."""
        return _Walk(self, scope, skip_awaits=skip_awaits).step(step)

    def of_steps(self, scope: Scope, steps: Iterable[Step]) -> Summary:
        """The effects of running steps in a scope, in terms of its names."""
        return _Walk(self, scope).steps(tuple(steps))


def is_hopeless(summary: Summary) -> bool:
    """Whether something unknown is in it that no declared fact could settle."""
    return any(e.kind == "unknown" and not e.target for e in summary.effects)


def _is_own(channel: Channel | None) -> bool:
    """Whether a transaction runs on a connection that the function itself opened."""
    if channel is None:
        return False
    return channel.place.kind == "fresh" or channel.concurrency == "shareable"


def _unknown(reason: str, name: str = "") -> Effect:
    return Effect("unknown", "unknown", target=name, known="unknown", via=reason)


class _Walk:
    """Collects the effects of code in one scope."""

    def __init__(
        self,
        effects: Effects,
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
        self._parameters: dict[str, Summary] = {}

    # -- steps ----------------------------------------------------------------------------------

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
            summary = self._iterate(step.value, step, step.is_async)
            found |= summary.effects
            waits = waits or summary.waits
        for target in (*step.targets, *(i.target for i in step.items if i.target is not None)):
            if step.kind == "declare":
                continue
            found |= self.store(target, step).effects
            if step.kind == "augment":
                found |= self.expr(target, step).effects
        if step.kind == "raise":
            found.add(self._raised(step))
        elif step.kind == "assert":
            found.add(
                Effect("raise", "unknown", target="AssertionError", known="guessed", via="assert")
            )
        return Summary(frozenset(found), waits)

    def _raised(self, step: Step) -> Effect:
        if step.value is None:
            return Effect("raise", "unknown", target="", known="guessed", via="a re-raise")
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
        result = self.expr(context, step)
        inner = context.value if isinstance(context, Await) else context
        if isinstance(inner, Call):
            for target in calls.targets(self.scope, inner, step):
                fact = target.fact
                if target.kind == "fact" and fact is not None and fact.enter_effect:
                    channel = self._channel(target, inner, step)
                    result = result | _one(
                        _kind(fact.enter_effect), _resource(fact), channel, fact.name
                    )
            made = self.scope.type_of(inner, step)
            if all(t.kind == "class" for t in calls.targets(self.scope, inner, step)):
                result = result | self._enter_type(made, inner, step)
            return result
        return result | self._enter_type(self.scope.type_of(context, step), context, step)

    def _enter_type(self, type_: Type | None, expr: Expr, step: Step) -> Summary:
        if type_ is None:
            return Summary(
                frozenset({_unknown(f"entering `{describe(expr)}`, whose type is not known")})
            )
        result = NOTHING
        for part in members(type_):
            if self.project.class_fact(part.name):
                names = ("__aenter__", "__aexit__") if step.is_async else ("__enter__", "__exit__")
                for name in names:
                    for target in calls.method_targets(self.project, part, name, expr):
                        result = result | self._target(target, Call(expr, (), step.span), step, {})
                continue
            if part.name in ("context", "coroutine"):
                continue
            known = self.project.catalogue.type(part.name)
            if known is None or known.entered is None:
                result = result | Summary(
                    frozenset(
                        {_unknown(f"entering a `{part.name}` is not in a catalogue", part.name)}
                    )
                )
            else:
                fact = known.entered
                if fact.enter_effect:
                    result = result | _one(
                        _kind(fact.enter_effect), _resource(fact), None, fact.name
                    )
                if fact.effect not in ("pure", ""):
                    result = result | _one(_kind(fact.effect), _resource(fact), None, fact.name)
        return result

    def _iterate(self, iterable: Expr, step: Step | None, is_async: bool) -> Summary:
        """Taking the items of an iterable; asynchronous ones may talk to the world."""
        if not is_async:
            return self._consume(iterable, step)
        type_ = self.scope.type_of(iterable, step)
        if isinstance(iterable, Call):
            found = calls.targets(self.scope, iterable, step)
            if all(t.kind in ("function", "fact") for t in found):
                return Summary(frozenset(), waits=True)
        if type_ is None:
            return Summary(
                frozenset({_unknown(f"iterating `{describe(iterable)}`, whose type is not known")}),
                True,
            )
        facts = [self.project.catalogue.type(p.name) for p in members(type_)]
        carries = {f.carries for f in facts if f is not None}
        if None not in facts:
            via = f"iterating `{describe(iterable)}`"
            effects = {Effect("read", _as_resource(c), via=via) for c in carries if c}
            return Summary(frozenset(effects), waits=True)
        return Summary(frozenset({_unknown(f"iterating a `{type_}`")}), True)

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
        effect = Effect("write", _STATE, place=place.then("[*]"), known=how, via=via)
        return Summary(frozenset({effect}))

    def store(self, target: Expr, step: Step) -> Summary:
        match target:
            case Name(id=name):
                if name in self.scope.function.local_names:
                    return NOTHING
                place = self.scope.place_of(target, step)
                return Summary(
                    frozenset({Effect("write", _STATE, place=place, known="inferred", via=name)})
                )
            case Attribute(value=value, name=name):
                inner = self.expr(value, step)
                place = self.scope.place_of(value, step).then(name)
                owner = self._owner(value, step)
                kinds = members(self.scope.type_of(value, step))
                if kinds and all(k.name == "type" and k.args for k in kinds):
                    # An attribute of a class is seen through all its instances.
                    place = Place("unknown", "?", (name,))
                    owner = kinds[0].args[0].name if len(kinds) == 1 else ""
                effect = Effect(
                    "write",
                    _STATE,
                    owner,
                    place,
                    known="inferred",
                    via=f"{describe(value)}.{name} = ...",
                )
                return inner | Summary(frozenset({effect}))
            case Item(value=value, key=key):
                inner = self.expr(value, step) | self.expr(key, step)
                place = self.scope.place_of(value, step).then("[*]")
                effect = Effect(
                    "write",
                    _STATE,
                    "",
                    place,
                    known="inferred",
                    via=f"{describe(value)}[...] = ...",
                )
                return inner | Summary(frozenset({effect}))
            case Display(items=items):
                result = NOTHING
                for item in items:
                    result = result | self.store(item, step)
                return result
            case Spread(value=value):
                return self.store(value, step)
            case _:
                return NOTHING

    def _owner(self, value: Expr, step: Step | None) -> str:
        found = members(self.scope.type_of(value, step))
        if len(found) == 1 and self.project.class_fact(found[0].name):
            return found[0].name
        return ""

    # -- expressions ----------------------------------------------------------------------------

    def expr(self, expr: Expr, at: Step | None) -> Summary:
        match expr:
            case Name(id=name):
                return self._read_name(name, at)
            case Constant() | Closure():
                return NOTHING
            case Attribute(value=value, name=name):
                return self._attribute(expr, value, name, at)
            case Call():
                return self._call(expr, at)
            case Await(value=value):
                return self._await(value, at)
            case Comprehension(elements=elements, clauses=clauses):
                with self.scope.inside(expr):
                    result = NOTHING
                    for clause in clauses:
                        result = result | self.expr(clause.iterable, at)
                        result = result | self._iterate(clause.iterable, at, clause.is_async)
                        for condition in clause.conditions:
                            result = result | self.expr(condition, at)
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
                return Summary(frozenset({_unknown(f"`{what}` is not modelled")}))
            case _:
                result = NOTHING
                for child in children(expr):
                    result = result | self.expr(child, at)
                return result

    def _read_name(self, name: str, at: Step | None) -> Summary:
        if self.scope.is_local(name):
            return self._read_parameter(name, at)
        place = self.scope.place_of(Name(name), at)
        if place.kind in ("local", "parameter"):
            return Summary(
                frozenset({Effect("read", _STATE, place=place, known="inferred", via=name)})
            )
        symbol = self.project.lookup(self.scope.module, name)
        if symbol.kind != "variable":
            return NOTHING
        return Summary(
            frozenset({Effect("read", _STATE, place=place, known="inferred", via=symbol.name)})
        )

    def _read_parameter(self, name: str, at: Step | None) -> Summary:
        """Using an object that was handed in may look into it, unless it cannot change."""
        if name not in self.scope.parameters or name == self.scope.receiver:
            return NOTHING
        known = self._parameters.get(name)
        if known is None:
            known = self._parameters[name] = self._look_into(name, at)
        return known

    def _look_into(self, name: str, at: Step | None) -> Summary:
        place = self.scope.place_of(Name(name), at)
        if name == self.scope.receiver or (
            place.kind == "fresh" and not place.root.startswith(name)
        ):
            return NOTHING
        if place.path or (place.kind == "local" and name not in self.scope.parameters):
            return NOTHING
        found = members(self.scope.type_of(Name(name), at))
        if found and all(p.name in _IMMUTABLE for p in found):
            return NOTHING
        effect = Effect("read", _STATE, place=place, known="inferred", via=name)
        return Summary(frozenset({effect}))

    def _attribute(self, expr: Attribute, value: Expr, name: str, at: Step | None) -> Summary:
        symbol = self.scope.symbol_of(expr)
        if symbol is not None and symbol.kind != "unknown":
            if symbol.kind == "variable":
                place = Place("global", symbol.name)
                return Summary(
                    frozenset(
                        {Effect("read", _STATE, place=place, known="inferred", via=symbol.name)}
                    )
                )
            return NOTHING
        result = self.expr(value, at)
        type_ = self.scope.type_of(value, at)
        for part in members(type_):
            result = result | self._property(part, value, name, at)
        if type_ is None:
            result = result | self._guessed_property(name)
        place = self.scope.place_of(value, at)
        if place.kind == "fresh":
            return result
        owner = self._owner(value, at)
        effect = Effect(
            "read", _STATE, owner, place.then(name), known="inferred", via=describe(expr)
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
                result = result | Summary(frozenset({_unknown(item)}))
            else:
                target = Target("function", function=item, receiver=value, self_type=type_)
                result = result | self._target(target, Call(value, (), item.span), at, {})
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
            fact = self.project.class_fact(owner)
            if fact is None:
                continue
            if name in fact[1].methods:
                result += (
                    function
                    for function in self.project.functions_named(f"{owner}.{name}")
                    if calls.has_decorator(self.project, function, "property")
                )
                found = True
            elif any(a == name for a, _, _ in fact[1].attributes):
                found = True
            elif "__getattr__" in fact[1].methods and not found:
                if calls.attribute_type(self.project, type_, name) is None:
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
                or (e.kind == "read" and e.resource not in (_STATE, "clock", "unknown"))
                for e in summary.effects
            ):
                reason = f"`.{name}` may be the property `{function.name}`"
                result = result | Summary(frozenset({_unknown(reason)}))
        return result

    def _item(self, expr: Item, value: Expr, at: Step | None) -> Summary:
        type_ = self.scope.type_of(value, at)
        result = NOTHING
        for part in members(type_):
            if self.project.class_fact(part.name):
                for target in calls.method_targets(self.project, part, "__getitem__", value):
                    if target.kind == "function":
                        call = Call(value, (Argument(expr.key),), self.scope.function.span)
                        result = result | self._target(target, call, at, {})
        effects = {
            Effect(
                "raise", "unknown", target="LookupError", known="guessed", via=f"{describe(expr)}"
            )
        }
        place = self.scope.place_of(value, at)
        if place.kind != "fresh":
            effects.add(
                Effect("read", _STATE, "", place.then("[*]"), known="inferred", via=describe(expr))
            )
        return result | Summary(frozenset(effects))

    def _await(self, value: Expr, at: Step | None) -> Summary:
        if self._skip_awaits:
            return NOTHING
        result = self.expr(value, at)
        waits = Summary(frozenset(), waits=True)
        if isinstance(value, Call):
            kinds = calls.targets(self.scope, value, at)
            if any(self._is_started(t) for t in kinds):
                return (
                    result
                    | waits
                    | Summary(frozenset({_unknown("it awaits something already started")}))
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
                effects |= self._fact_effects(
                    known.awaited,
                    Target("fact", fact=known.awaited, self_type=part, awaited=True),
                    None,
                    at,
                )
            elif known is not None and known.awaited is not None:
                effects.add(_unknown(f"`{describe(value)}` awaits something already started"))
            elif part is not None and part.name == "coroutine":
                effects.add(_unknown(f"`{describe(value)}` was called earlier"))
            else:
                effects.add(_unknown(f"what `{describe(value)}` does when awaited is not known"))
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
                    effects |= self._fact_effects(known.awaited, inner, call, at)
        return Summary(frozenset(effects))

    # -- calls ----------------------------------------------------------------------------------

    def _call(self, call: Call, at: Step | None) -> Summary:
        result = NOTHING
        callee = call.callee
        if isinstance(callee, Name) and callee.id in self._see_through:
            self.saw_through += 1
            return self._arguments(call, at)
        if isinstance(callee, Attribute) and self.scope.symbol_of(callee) is None:
            result = self.expr(callee.value, at)
        elif not isinstance(callee, Name | Attribute):
            result = self.expr(callee, at)
        elif isinstance(callee, Name):
            result = self._read_name(callee.id, at)
        result = result | self._arguments(call, at)
        for target in calls.targets(self.scope, call, at):
            bound = calls.bind(self.project, call, target.function) if target.function else {}
            result = result | self._target(target, call, at, bound)
        return result

    def _arguments(self, call: Call, at: Step | None) -> Summary:
        result = NOTHING
        for arg in call.args:
            result = result | self.expr(arg.value, at)
        return result

    def _target(
        self, target: Target, call: Call, at: Step | None, bound: Mapping[str, Expr | None]
    ) -> Summary:
        match target.kind:
            case "unknown":
                return Summary(frozenset({_unknown(target.reason, target.name)}))
            case "function" if target.function is not None:
                return self._function(target, target.function, call, at, bound)
            case "class":
                return self._construct(target.name, call, at)
            case "fact" if target.fact is not None:
                found = Summary(
                    frozenset(self._fact_effects(target.fact, target, call, at)),
                    waits=target.fact.is_async,
                )
                if calls.is_kept_from_acting(target.fact, call):
                    return found
                for function in calls.run_by(self.project, target):
                    # It works on an object that was just made, and has no name yet.
                    inner = self.effects.of_function(function)
                    made = {p.name: Place("fresh", "value") for p in function.parameters}
                    found = found | _without_nameless(substitute(inner, made))
                return found
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
        passed: dict[str, Type] = {}
        for parameter in function.parameters:
            value = bound.get(parameter.name)
            if (
                parameter.annotation is None
                and value is not None
                and parameter.kind in ("positional", "keyword")
            ):
                given = self.scope.type_of(value, at)
                if given is not None and given.name not in ("str", "int", "bool", "float", "None"):
                    passed[parameter.name] = given
        self_type = target.self_type if function.owner else None
        summary = self.effects.of_function(function, self_type, passed)
        places: dict[str, Place] = {}
        receiver = calls.receiver_name(self.project, function)
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
            places[name] = self.scope.place_of(value, at) if value is not None else _UNKNOWN_PLACE
        return _without_nameless(substitute(summary, places))

    def _construct(self, cls: str, call: Call, at: Step | None) -> Summary:
        """`Class(...)`: its `__init__` and `__post_init__`, wherever they are defined."""
        if not self.project.class_fact(cls):
            return NOTHING
        result = NOTHING
        for name in ("__new__", "__init__", "__post_init__"):
            for owner in self.project.mro(cls):
                if owner == "?":
                    reason = f"a base class of `{cls}` is not known, so making one may do anything"
                    return result | Summary(frozenset({_unknown(reason)}))
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
                        result = result | self._target(
                            target,
                            call,
                            at,
                            calls.bind(self.project, call, function, has_self=True),
                        )
                    break
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
            return Summary(frozenset(self._fact_effects(known.constructor, target, call, at)))
        if known is not None or self.project.catalogue.is_exception(owner):
            return NOTHING
        return Summary(
            frozenset({_unknown(f"`{owner}`, a base of `{cls}`, is not in a catalogue", owner)})
        )

    # -- facts ----------------------------------------------------------------------------------

    def _channel(self, target: Target, call: Call | None, at: Step | None) -> Channel | None:
        if target.self_type is None:
            return None
        known = self.project.catalogue.type(target.self_type.name)
        owner = target.self_type.name
        if known is None and self.project.class_fact(owner):
            for base in self.project.mro(owner):
                known = self.project.catalogue.type(base)
                if known is not None and known.concurrency:
                    break
        if known is None or not known.concurrency:
            return None
        if known.transaction == "query":
            session = session_behind(self.scope, target.receiver, at)
            if session is None:
                return None
            place, owner = session
            known = self.project.catalogue.type(owner) or known
            return Channel(place, owner, known.concurrency, known.bounds_itself)  # type: ignore[arg-type]
        place = (
            self.scope.place_of(target.receiver, at)
            if target.receiver is not None
            else _UNKNOWN_PLACE
        )
        return Channel(place, known.name, known.concurrency, known.bounds_itself, known.contextual)  # type: ignore[arg-type]

    def _fact_effects(
        self, fact: CallFact, target: Target, call: Call | None, at: Step | None
    ) -> set[Effect]:
        if calls.is_kept_from_acting(fact, call):
            return set()
        channel = self._channel(target, call, at)
        resource = _resource(fact)
        if resource == "unknown" and channel is not None:
            resource = "database"
        effects: set[Effect] = {
            Effect(
                "raise",
                "unknown",
                target=name,
                known="guessed" if name.rpartition(".")[2] in _MALFORMED else "catalogue",
                via=fact.name,
            )
            for name in fact.raises
        }
        known: Known = "declared" if fact.known == "declared" else "catalogue"
        match fact.effect:
            case "pure" | "":
                pass
            case "mutate":
                effects |= self._mutations(fact, target, call, at)
            case "sql":
                found = self._sql(fact, channel, call, at)
                effects.add(replace(found, blocking=not fact.is_async))
            case "statement":
                found = self._statement(fact, channel, call, at)
                effects.add(replace(found, blocking=not fact.is_async))
            case "log":
                effects.add(Effect("write", "log", via=fact.name))
            case "unknown" | "started":
                # A catalogue that says so knows better than a setting could.
                declarable = fact.name if fact.known == "declared" else ""
                effects.add(_unknown(f"`{fact.name}` may do anything", declarable))
            case kind:
                blocking = known != "declared" and not fact.is_async and not target.awaited
                effects.add(
                    Effect(
                        _kind(kind),
                        resource,
                        channel=channel,
                        known=known,
                        via=fact.name,
                        blocking=blocking,
                    )
                )
                if kind in ("read", "write") and fact.mutates:
                    effects |= self._mutations(fact, target, call, at)
        if call is not None:
            effects |= self._callbacks(fact, call, at)
        return effects

    def _mutations(
        self, fact: CallFact, target: Target, call: Call | None, at: Step | None
    ) -> set[Effect]:
        effects: set[Effect] = set()
        for what in fact.mutates or ("self",):
            anything = what.endswith(".*")
            what = what.removesuffix(".*")
            if what == "self":
                expr = target.receiver
            else:
                expr = call.argument(int(what)) if call is not None else None
            place = self.scope.place_of(expr, at) if expr is not None else _UNKNOWN_PLACE
            effects.add(
                Effect(
                    "write",
                    _STATE,
                    place=place.then(ANY_ATTRIBUTE if anything else "[*]"),
                    known="catalogue",
                    via=fact.name,
                )
            )
        return effects

    def _sql(
        self, fact: CallFact, channel: Channel | None, call: Call | None, at: Step | None
    ) -> Effect:
        expr = call.argument(fact.sql or 0, "query") if call is not None else None
        text = self.constant_text(expr, at) if expr is not None else None
        if text is None:
            return Effect(
                "unknown",
                "database",
                channel=channel,
                known="unknown",
                via=f"the SQL of `{fact.name}` is not a constant",
            )
        found = read_sql(text, self.project.settings.dialect)
        if found.kind == "unknown":
            return Effect(
                "unknown",
                "database",
                channel=channel,
                known="unknown",
                via=f"the SQL of `{fact.name}` may do more than read",
            )
        return Effect(
            found.kind,
            "database",
            ",".join(sorted(found.tables)),
            channel=channel,
            known="inferred",
            via=fact.name,
        )

    def _statement(
        self, fact: CallFact, channel: Channel | None, call: Call | None, at: Step | None
    ) -> Effect:
        expr = call.argument(fact.statement or 0, "statement") if call is not None else None
        kinds: set[str] = set()
        for part in members(self.scope.type_of(expr, at)) if expr is not None else ():
            known = self.project.catalogue.type(part.name)
            kind = known.statement if known else ""
            if kind == "sql":
                kind = self._text_statement(expr, at)
            kinds.add(kind or "unknown")
        if kinds == {"read"}:
            return Effect("read", "database", channel=channel, known="inferred", via=fact.name)
        if "unknown" in kinds or not kinds:
            return Effect(
                "unknown",
                "database",
                channel=channel,
                known="unknown",
                via=f"the statement given to `{fact.name}` is not known",
            )
        kind = "write" if "write" in kinds else "lock"
        return Effect(_kind(kind), "database", channel=channel, known="inferred", via=fact.name)

    def _text_statement(self, expr: Expr | None, at: Step | None) -> str:
        if not isinstance(expr, Call) or expr.argument(0) is None:
            return "unknown"
        text = self.constant_text(expr.argument(0), at)
        return read_sql(text, self.project.settings.dialect).kind if text is not None else "unknown"

    def constant_text(self, expr: Expr | None, at: Step | None) -> str | None:
        """The text of a string that is the same in every run."""
        match expr:
            case Constant(type="str", value=str(text)):
                return text
            case Display(type="text", items=items) if all(isinstance(i, Constant) for i in items):
                return "".join(str(i.value) for i in items if isinstance(i, Constant))
            case Operation(operator="+", operands=operands):
                parts = [self.constant_text(o, at) for o in operands]
                return "".join(p for p in parts if p is not None) if None not in parts else None
            case Name(id=name):
                if self.scope.is_local(name):
                    found = self.scope.reaching(name, at)
                    if (
                        len(found) == 1
                        and found[0].how == "value"
                        and found[0].value is not None
                        and found[0].index is None
                    ):
                        if name in self.scope.parameters:
                            return None
                        return self.constant_text(found[0].value, found[0].step)
                    return None
                return self._constant_variable(self.scope.symbol_of(expr))
            case Attribute():
                symbol = self.scope.symbol_of(expr)
                return self._constant_variable(symbol) if symbol is not None else None
            case _:
                return None

    def _constant_variable(self, symbol: Symbol | None) -> str | None:

        if symbol is None or symbol.kind != "variable":
            return None
        module, name = self.project.split(symbol.name)
        if (
            module is None
            or name in module.facts.rebound
            or len(module.variables.get(name, ())) != 1
        ):
            return None
        step = self.project.statement(module, *module.variables[name][0])
        if step is None or step.kind != "assign" or step.value is None:
            return None
        return self.constant_text(step.value, None) if not isinstance(step.value, Name) else None

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
                        effects |= self._target(target, inner, at, bound).effects
        return effects


def substitute(summary: Summary, places: Mapping[str, Place]) -> Summary:
    """A callee's effects in the caller's terms."""
    if not summary.effects:
        return summary
    found: set[Effect] = set()
    for effect in summary.effects:
        if effect.place is not None and effect.place.kind == "parameter":
            effect = replace(effect, place=_moved(effect.place, places))
        channel = effect.channel
        if channel is not None and channel.place.kind == "parameter":
            effect = replace(effect, channel=replace(channel, place=_moved(channel.place, places)))
        found.add(effect)
    return Summary(frozenset(found), summary.waits)


def _without_nameless(summary: Summary) -> Summary:
    """Changes of an object that was just made and has no name yet concern nobody."""
    kept = frozenset(
        e
        for e in summary.effects
        if not (
            e.resource == _STATE
            and e.place is not None
            and e.place.kind == "fresh"
            and e.place.root == "value"
        )
    )
    return summary if len(kept) == len(summary.effects) else Summary(kept, summary.waits)


def _moved(place: Place, places: Mapping[str, Place]) -> Place:
    base = places.get(place.root, _UNKNOWN_PLACE)
    path = (*base.path, *place.path)
    if len(path) > 5:
        path = (*path[:3], path[-1])
    return replace(base, path=path)


def _one(kind: EffectKind, resource: Resource, channel: Channel | None, via: str) -> Summary:
    return Summary(frozenset({Effect(kind, resource, channel=channel, via=via)}))


def _kind(text: str) -> EffectKind:
    return text if text in _IO_KINDS or text in ("delay", "spawn", "raise") else "unknown"  # type: ignore[return-value]


def _as_resource(text: str) -> Resource:
    return text  # type: ignore[return-value]


def _resource(fact: CallFact) -> Resource:
    return fact.resource or "unknown"  # type: ignore[return-value]
