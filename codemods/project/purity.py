"""Which parts of a statement can be moved: what they read, bind, change and raise."""

from __future__ import annotations

from collections.abc import Iterator

from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Closure,
    Comprehension,
    Constant,
    Display,
    Expr,
    Item,
    Name,
    Opaque,
    Operation,
    ShortCircuit,
    Spread,
    Step,
    Yield,
    bound_names,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Summary
from codemods.project import calls
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.scope import Scope
from codemods.project.types import members

_DIVISIONS = {"/", "//", "%"}


def names_read(expr: Expr) -> frozenset[str]:
    """The local or global names an expression reads, loop variables of comprehensions left out."""
    match expr:
        case Name(id=name):
            return frozenset({name})
        case Comprehension(clauses=clauses):
            own = {n for c in clauses for n in bound_names(c.target)}
            inside = frozenset(n for c in children(expr) for n in names_read(c))
            return (inside - own) | names_read(clauses[0].iterable)
        case Closure(parameters=parameters, body=body):
            return names_read(body) - set(parameters)
        case _:
            return frozenset(n for c in children(expr) for n in names_read(c))


def bare_super(expr: Expr) -> bool:
    """Whether `super()` without arguments is called, which works only where a method itself calls it."""
    return any(isinstance(p, Call) and p.callee == Name("super") and not p.args for p in walk(expr))


def names_bound(step: Step) -> frozenset[str]:
    """The names a step binds, by assignment or walrus, its inner blocks included."""
    found: set[str] = set()
    for inner in steps_within((step,)):
        for target in (*inner.targets, *(i.target for i in inner.items if i.target is not None)):
            found.update(bound_names(target))
        found.update(inner.names)
        for block in inner.blocks:
            found.update(block.pattern_names)
            if block.name:
                found.add(block.name)
        for expr in expressions(inner):
            found.update(p.name for p in walk(expr) if isinstance(p, Bind))
    return frozenset(found)


def names_used(step: Step) -> frozenset[str]:
    """The names a step reads anywhere, its inner blocks included."""
    found: set[str] = set()
    for inner in steps_within((step,)):
        targets = {id(t) for t in inner.targets if isinstance(t, Name) and inner.kind != "augment"}
        for expr in expressions(inner):
            if id(expr) not in targets:
                found |= (
                    _target_names(expr)
                    if expr in inner.targets and inner.kind != "augment"
                    else names_read(expr)
                )
        for block in inner.blocks:
            for caught in block.catches:
                found |= names_read(caught)
            if block.guard is not None:
                found |= names_read(block.guard)
    return frozenset(found)


def _target_names(target: Expr) -> frozenset[str]:
    """What a target reads: `a.b` reads `a`, `a, b` reads nothing."""
    match target:
        case Name():
            return frozenset()
        case Display(items=items):
            return frozenset(n for i in items for n in _target_names(i))
        case Spread(value=value):
            return _target_names(value)
        case Attribute(value=value):
            return names_read(value)
        case Item(value=value, key=key):
            return names_read(value) | names_read(key)
        case _:
            return names_read(target)


def certain_awaits(expr: Expr) -> Iterator[Await]:
    """The awaits that always run when the expression is evaluated, in order of evaluation."""
    match expr:
        case Await(value=value):
            yield from certain_awaits(value)
            yield expr
        case Choice(test=test):
            yield from certain_awaits(test)
        case ShortCircuit(operands=operands):
            yield from certain_awaits(operands[0])
        case Comprehension(clauses=clauses):
            yield from certain_awaits(clauses[0].iterable)
        case Closure():
            return
        case Operation(operator=operator, operands=operands) if (
            "/" in operator and len(operands) > 2
        ):
            # A chained comparison stops early.
            yield from certain_awaits(operands[0])
            yield from certain_awaits(operands[1])
        case _:
            for child in children(expr):
                yield from certain_awaits(child)


def all_awaits(expr: Expr) -> tuple[Await, ...]:
    return tuple(p for p in walk(expr) if isinstance(p, Await))


def before(expr: Expr, last: Await) -> tuple[Expr, ...]:
    """The parts evaluated before `last` that neither hold it nor are awaits themselves."""
    found: list[Expr] = []
    part = expr
    while part is not last:
        for child in children(part):
            if any(inner is last for inner in walk(child)):
                part = child
                break
            found.append(child)
        else:
            return ()
    return tuple(found)


def changes(effects: Effects, scope: Scope, expr: Expr, at: Step) -> str | None:
    """Why evaluating an expression (its awaits left out) is more than looking; None if it is not."""
    summary = effects.of_residue(scope, expr, at)
    return why_not_pure(summary)


def why_not_pure(summary: Summary) -> str | None:
    """The first effect, in words, that makes code more than a computation; None if there is none."""
    for effect in sorted(summary.effects, key=lambda e: (e.kind, e.resource, e.via)):
        if effect.kind == "raise" or (
            effect.kind == "read" and effect.resource in ("state", "random", "error")
        ):
            continue
        if effect.kind == "unknown":
            return effect.via
        if effect.resource == "state":
            return f"{effect.via} changes an object" if effect.via else "it changes an object"
        if effect.resource == "log":
            return f"`{effect.via}` writes to the log"
        if effect.resource == "clock":
            return (
                f"`{effect.via}` reads the clock"
                if effect.kind == "read"
                else f"`{effect.via}` is a delay"
            )
        return f"`{effect.via}` {effect.kind}s ({effect.resource})"
    return None


def may_raise(
    effects: Effects,
    scope: Scope,
    expr: Expr,
    at: Step,
    skip_awaits: bool = True,
    known: frozenset[Expr] = frozenset(),
) -> str | None:
    """Why evaluating the expression (its awaits left out) can fail; None when it cannot.

    An attribute of a value of unknown type counts as total: code reads attributes it knows of.
    `known` are lookups that have just succeeded.
    """

    def inner(part: Expr) -> str | None:
        return may_raise(effects, scope, part, at, skip_awaits, known)

    if expr in known:
        return None
    match expr:
        case Name() | Constant() | Closure():
            return None
        case Await(value=value):
            return None if skip_awaits else inner(value)
        case Attribute(value=value, name=name):
            symbol = scope.symbol_of(expr)
            if symbol is not None and symbol.kind != "unknown":
                return None
            found = scope.type_of(value, at)
            if found is not None and found.optional:
                return f"`{describe(value)}` may be None in `{describe(value)}.{name}`"
            if found is not None and found.name == "None":
                return f"`{describe(value)}` is None"
            return inner(value) or _property_raises(effects, scope, expr, at)
        case Item(value=value, key=key):
            found = scope.type_of(value, at)
            total = all(
                (fact := scope.project.catalogue.type(p.name)) is not None and fact.subscript_total
                for p in members(found)
            ) and bool(members(found))
            slices = isinstance(key, Operation) and key.operator == "slice"
            if not total and not slices:
                return f"`{describe(expr)}` may raise"
            return inner(value) or inner(key)
        case Call():
            return _call_raises(effects, scope, expr, at) or _first(
                inner(c) for c in _parts_of_call(expr)
            )
        case Operation(operator=operator, operands=operands):
            if operator in _DIVISIONS and not isinstance(operands[-1], Constant):
                first = scope.type_of(operands[0], at)
                if first is None or first.name not in ("str", "bytes"):
                    return "a division may raise"
            return _first(inner(o) for o in operands)
        case Spread() | Display() | Choice() | ShortCircuit() | Bind() | Comprehension():
            if isinstance(expr, Comprehension):
                with scope.inside(expr):
                    return _first(inner(c) for c in children(expr))
            return _first(inner(c) for c in children(expr))
        case Yield() | Opaque():
            return "it is not modelled"


def lookups(expr: Expr) -> frozenset[Expr]:
    """The items that evaluating an expression is sure to look up."""
    if any(isinstance(p, Choice | ShortCircuit | Comprehension | Closure) for p in walk(expr)):
        return frozenset()
    return frozenset(p for p in walk(expr) if isinstance(p, Item))


def _parts_of_call(call: Call) -> tuple[Expr, ...]:
    receiver = (call.callee.value,) if isinstance(call.callee, Attribute) else ()
    return (*receiver, *(a.value for a in call.args))


def _first(reasons: Iterator[str | None]) -> str | None:
    return next((r for r in reasons if r is not None), None)


def _property_raises(effects: Effects, scope: Scope, expr: Attribute, at: Step) -> str | None:
    summary = effects.of_residue(scope, expr, at)
    if any(e.kind == "raise" and e.known != "guessed" for e in summary.effects):
        return f"`{describe(expr)}` may raise"
    return None


def _call_raises(effects: Effects, scope: Scope, call: Call, at: Step) -> str | None:
    for target in calls.targets(scope, call, at):
        match target.kind:
            case "fact" if target.fact is not None:
                if not target.fact.is_async and not target.fact.total:
                    return f"`{describe(call)}` may raise"
                if target.self_type is not None and target.self_type.optional:
                    return f"`{describe(call.callee)}` may be called on None"
            case "function" if target.function is not None:
                if target.function.is_async and not target.function.is_generator:
                    continue  # calling a coroutine function only makes a coroutine
                summary = effects.of_function(
                    target.function, target.self_type if target.function.owner else None
                )
                if any(e.kind == "raise" for e in summary.effects):
                    return f"`{describe(call)}` may raise"
            case "class":
                if scope.project.class_fact(target.name):
                    summary = effects.of_residue(scope, call, at)
                    if any(e.kind == "raise" and e.known != "guessed" for e in summary.effects):
                        return f"`{describe(call)}` may raise"
            case _:
                return target.reason
    return None
