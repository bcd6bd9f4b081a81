"""The statements of a block as units that can be ordered anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from codemods.model.code import (
    Attribute,
    Await,
    Bind,
    Call,
    Choice,
    Comprehension,
    Constant,
    Display,
    Expr,
    Name,
    Opaque,
    Spread,
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import NOTHING, Summary
from codemods.project.concurrency import (
    Obstacle,
    gains,
    obstacles,
    raises,
    state_writes,
    writes,
)
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.purity import (
    all_awaits,
    bare_super,
    before,
    certain_awaits,
    changes,
    lookups,
    may_raise,
    names_bound,
    names_read,
    names_used,
    why_not_pure,
)
from codemods.project.scope import Scope

_BETWEEN = {
    "if": "an `if` stands between",
    "while": "a loop stands between",
    "for": "a loop stands between",
    "with": "a `with` block stands between",
    "try": "a `try` stands between",
    "match": "a `match` stands between",
    "raise": "a `raise` stands between",
    "return": "a `return` stands between",
    "assert": "an assertion stands between: a guard",
    "augment": "an augmented assignment stands between",
    "delete": "a `del` stands between",
    "function": "a nested definition stands between",
    "class": "a class definition stands between",
    "import": "an import stands between",
    "scope": "a `global` or `nonlocal` stands between",
    "break": "a `break` stands between",
    "continue": "a `continue` stands between",
}


@dataclass(eq=False)
class Member:
    """One await that could run together with others."""

    unit: Unit
    expr: Await | None  # None for an `if` statement that awaits in its body
    ordinal: int
    reads: frozenset[str]
    summary: Summary
    obstacles: tuple[Obstacle, ...]
    argument_raises: str | None
    conditional: bool = False
    default: int | None = None
    level: int = 0

    @property
    def shown(self) -> str:
        if self.expr is None:
            return "the awaited branch"
        return describe(self.expr.value)


@dataclass(eq=False)
class Unit:
    """One statement: awaits to start, and what is left of it when they are done."""

    index: int
    step: Step
    kind: Literal["await", "pure"]
    binds: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()  # read by what is left when the awaits are done
    members: list[Member] = field(default_factory=list)
    residue: Summary = NOTHING
    residue_raises: str | None = None
    store: Summary = NOTHING  # attributes and items the statement's targets change
    last: str = ""  # why nothing may move above the rest of this statement
    plain: bool = False  # nothing but `target = await call`
    consumed: bool = False  # the default of a conditional member, which takes it over
    done: int = 0  # the first stage that may follow it
    told: str = ""  # what writes a line to the log, where nothing else keeps it in its place


def split_block(
    effects: Effects, scope: Scope, steps: tuple[Step, ...], past_logs: bool = False
) -> tuple[list[list[Unit]], dict[int, str]]:
    """Runs of units between barriers, and for each barrier (by index) why it is one.

    With `past_logs`, a line that is written to the log is no barrier.
    """
    runs: list[list[Unit]] = []
    barriers: dict[int, str] = {}
    for indexes in _stretches(steps, barriers):
        current: list[Unit] = []
        known: frozenset[Expr] = frozenset()
        for index in indexes:
            step = steps[index]
            unit = _unit(effects, scope, step, index, current)
            if past_logs and isinstance(unit, str):
                unit = _log_line(effects, scope, step, index) or unit
            if isinstance(unit, Unit):
                known = _looked_up(effects, scope, unit, known)
            if isinstance(unit, str):
                barriers[index] = unit
                if current:
                    runs.append(current)
                current = []
                continue
            current.append(unit)
            if unit.last:
                barriers[index] = unit.last
                runs.append(current)
                current = []
        if current:
            runs.append(current)
    return runs, barriers


def _looked_up(
    effects: Effects, scope: Scope, unit: Unit, known: frozenset[Expr]
) -> frozenset[Expr]:
    """The lookups that have succeeded once a unit is through; they cannot fail in its arguments."""
    for member in unit.members:
        if member.argument_raises is None or member.expr is None:
            continue
        value = member.expr.value
        if isinstance(value, Call):
            parts = (value.callee, *(a.value for a in value.args))
            reasons = (may_raise(effects, scope, p, unit.step, known=known) for p in parts)
            member.argument_raises = next((r for r in reasons if r is not None), None)
    if any(state_writes(m.summary) for m in unit.members) or unit.step.value is None:
        return frozenset()
    found = known | lookups(unit.step.value)
    return frozenset(e for e in found if not names_read(e) & unit.binds)


def _stretches(steps: tuple[Step, ...], barriers: dict[int, str]) -> Iterator[list[int]]:
    """Stretches of statements that hold two awaits, told by the kinds of statements alone.

    Most blocks end here, before any question about effects is asked.
    """
    current: list[int] = []
    awaits = 0
    for index, step in enumerate(steps):
        reason = _kind_forbids(step)
        if reason is None:
            current.append(index)
            awaits += step.awaits
            if step.kind != "return":
                continue
        else:
            barriers[index] = reason
        if awaits > 1:
            yield current
        current, awaits = [], 0
    if awaits > 1:
        yield current


def _kind_forbids(step: Step) -> str | None:
    """Why nothing may move across a statement of this kind; None when its content decides."""
    if step.kind in ("declare", "pass", "assign", "expression"):
        return None
    if step.kind == "return" and step.awaits:
        return None
    if step.kind == "if":
        if step.awaits:
            return None
        for inner in steps_within(step.blocks[0].steps):
            if inner.kind in ("return", "raise", "break", "continue"):
                return f"an `if` stands between that may leave: a guard (`{inner.kind}`)"
        return None
    return _BETWEEN.get(step.kind, "another statement stands between")


def _unit(effects: Effects, scope: Scope, step: Step, index: int, run: list[Unit]) -> Unit | str:
    if step.kind == "if":
        if not step.awaits:
            return _pure_branches(effects, scope, step, index)
        return _conditional_statement(effects, scope, step, index, run) or _BETWEEN["if"]
    if step.kind in ("declare", "pass"):
        return Unit(index, step, "pure")
    if step.kind not in ("assign", "expression", "return") or step.value is None:
        return _BETWEEN.get(step.kind, "another statement stands between")
    value = step.value
    if any(isinstance(p, Bind) for p in walk(value)):
        return "a name is bound inside an expression"
    if any(isinstance(p, Yield | Opaque) for p in walk(value)):
        return "a `yield` stands between: the consumer decides when it goes on"
    if any(all_awaits(t) for t in step.targets):
        return "a target awaits"
    if not step.awaits:
        return _pure(effects, scope, step, index)
    certain = list(certain_awaits(value))
    if len(certain) != len(all_awaits(value)):
        return _conditional_value(effects, scope, step, index)
    return _awaiting(effects, scope, step, index, certain)


def _pure(effects: Effects, scope: Scope, step: Step, index: int) -> Unit | str:
    value = step.value
    if value is None or step.kind == "return":
        return _BETWEEN["return"]
    if not all(_is_local_target(t) for t in step.targets):
        return "an assignment between changes an object"
    reason = changes(effects, scope, value, step)
    if reason is not None:
        return f"what stands between is more than a computation: {reason}"
    bound = names_bound(step)
    if bound & _freed(scope):
        return "an assignment between changes a name of an outer scope"
    unpacking = any(not isinstance(t, Name) for t in step.targets)
    return Unit(
        index,
        step,
        "pure",
        bound,
        names_used(step),
        residue=effects.of_residue(scope, value, step),
        residue_raises=may_raise(effects, scope, value, step)
        or ("unpacking may raise" if unpacking else None),
    )


def _log_line(effects: Effects, scope: Scope, step: Step, index: int) -> Unit | None:
    """`logger.info(...)`: a statement that only computes but for a line that it writes to the log."""
    if step.kind != "expression" or step.value is None or step.awaits:
        return None
    residue = effects.of_residue(scope, step.value, step)
    lines = [e for e in residue.effects if e.kind == "write" and e.resource == "log"]
    rest = Summary(residue.effects - frozenset(lines), residue.waits)
    if not lines or why_not_pure(rest) is not None or names_bound(step):
        return None
    return Unit(
        index,
        step,
        "pure",
        frozenset(),
        names_used(step),
        residue=rest,
        residue_raises=may_raise(effects, scope, step.value, step),
        told=describe(step.value),
    )


def _pure_branches(effects: Effects, scope: Scope, step: Step, index: int) -> Unit | str:
    """An `if` that only computes: it neither leaves nor changes more than local names."""
    for inner in steps_within((step,)):
        if inner.kind not in ("if", "assign", "pass", "declare"):
            if inner.kind in ("expression", "augment") and inner is not step:
                return "an `if` stands between that does more than compute"
            return f"an `if` stands between that may leave: a guard (`{inner.kind}`)"
        if not all(_is_local_target(t) for t in inner.targets):
            return "an `if` stands between that changes an object"
        for expr in expressions(inner):
            if any(isinstance(p, Bind | Yield | Opaque) for p in walk(expr)):
                return _BETWEEN["if"]
    summary = effects.of_step(scope, step)
    reason = why_not_pure(summary)
    if reason is not None:
        return f"an `if` stands between that is more than a computation: {reason}"
    bound = names_bound(step)
    if bound & _freed(scope):
        return "an `if` between changes a name of an outer scope"
    raising = None
    for inner in steps_within((step,)):
        for expr in expressions(inner):
            raising = raising or may_raise(effects, scope, expr, inner)
    # A branch that is not taken leaves the names as they were: it reads what it may set.
    return Unit(
        index,
        step,
        "pure",
        bound,
        names_used(step) | bound,
        residue=summary,
        residue_raises=raising,
    )


def _freed(scope: Scope) -> frozenset[str]:
    """Names assigned here that belong to an outer scope."""
    return frozenset(n for n in scope.bindings if n not in scope.function.local_names)


def _is_local_target(target: Expr) -> bool:
    match target:
        case Name():
            return True
        case Display(items=items):
            return all(_is_local_target(i) for i in items)
        case Spread(value=value):
            return _is_local_target(value)
        case _:
            return False


def _awaiting(
    effects: Effects, scope: Scope, step: Step, index: int, certain: list[Await]
) -> Unit | str:
    value = step.value
    if value is None:
        return "nothing is awaited"
    bound = names_bound(step)
    if bound & _freed(scope):
        return "the result goes to a name of an outer scope"
    leaves = [a for a in certain if not all_awaits(a.value)]
    unit = Unit(
        index, step, "await", bound, plain=isinstance(value, Await) and step.kind == "assign"
    )
    for part in before(value, leaves[-1]):
        if isinstance(part, Await):
            continue
        reason = changes(effects, scope, part, step)
        if reason is not None:
            return f"what is evaluated before the await is more than a computation: {reason}"
    inside = frozenset(n for a in leaves for n in names_read(a.value))
    unit.binds |= frozenset(
        e.place.root
        for a in leaves
        for e in effects.of_expr(scope, a, step).effects
        if e.kind == "write" and e.resource == "state" and e.place is not None
        if e.place.kind in ("local", "parameter") and not e.place.path
    )
    unit.uses = (names_used(step) - inside) | frozenset(
        n for p in _outside(value, leaves) for n in names_read(p)
    )
    unit.residue = effects.of_residue(scope, value, step)
    unit.residue_raises = (
        None if isinstance(value, Await) else may_raise(effects, scope, value, step)
    )
    unit.store = effects.storing(scope, step)
    if any(isinstance(t, Display) for t in step.targets):
        unit.residue_raises = unit.residue_raises or _unpack_raises(scope, step, value)
    if len(leaves) != len(certain):
        unit.last = "the statement awaits again with the result"
    elif step.kind == "return":
        unit.last = "a `return` stands between"
    elif not isinstance(value, Await):
        reason = changes(effects, scope, value, step)
        if reason is not None:
            unit.last = f"the rest of the statement is more than a computation: {reason}"
    for leaf in leaves:
        member = _member(effects, scope, unit, leaf)
        if raises(member.summary):
            for part in before(value, leaf):
                early = None if isinstance(part, Await) else may_raise(effects, scope, part, step)
                if early is not None:
                    what = f"{early} before `{member.shown}` may raise"
                    member.obstacles = (*member.obstacles, Obstacle(what))
                    break
        unit.members.append(member)
    return unit


def _outside(value: Expr, leaves: list[Await]) -> list[Expr]:
    """The names of an expression that stand outside its awaits."""

    found: list[Expr] = []

    def visit(part: Expr) -> None:
        if any(part is leaf for leaf in leaves):
            return
        if isinstance(part, Name):
            found.append(part)
        for child in children(part):
            visit(child)

    visit(value)
    return found


def _unpack_raises(scope: Scope, step: Step, value: Expr) -> str | None:
    target = step.targets[0]
    found = scope.type_of(value, step)
    if isinstance(target, Display) and found is not None and found.name == "tuple":
        fixed = not (len(found.args) == 2 and found.args[1].name == "...")
        if fixed and len(found.args) == len(target.items):
            return None
    return "unpacking the result may raise"


def _member(effects: Effects, scope: Scope, unit: Unit, leaf: Await) -> Member:
    step = unit.step
    summary = effects.of_expr(scope, leaf, step)
    found = list(obstacles(summary))
    argument_raises = None
    if isinstance(leaf.value, Call):
        parts = [a.value for a in leaf.value.args]
        if isinstance(leaf.value.callee, Attribute):
            parts.insert(0, leaf.value.callee.value)
        for part in parts:
            reason = changes(effects, scope, part, step)
            if reason is not None:
                found.append(Obstacle(f"evaluating its arguments does more than compute: {reason}"))
            argument_raises = argument_raises or may_raise(effects, scope, part, step)
    else:
        argument_raises = may_raise(effects, scope, leaf.value, step, skip_awaits=False)
    if not found and not gains(summary):
        found.append(
            Obstacle(f"`{describe(leaf.value)}` waits for nothing outside, so nothing is gained")
        )
    if (
        step.kind == "expression"
        and isinstance(step.value, Await)
        and raises(summary)
        and not writes(summary)
    ):
        found.append(
            Obstacle(f"the result of `{describe(leaf.value)}` is not used and it raises: a guard")
        )
    return Member(
        unit,
        leaf,
        leaf.ordinal,
        scope.names_behind(names_read(leaf.value)),
        summary,
        tuple(found),
        argument_raises,
    )


def _conditional_value(effects: Effects, scope: Scope, step: Step, index: int) -> Unit | str:
    """`x = await f() if cond else default`"""
    value = step.value
    if not (step.kind == "assign" and isinstance(value, Choice) and len(step.targets) == 1):
        if (
            any(isinstance(p, Comprehension) and all_awaits(p) for p in walk(value))
            if value is not None
            else False
        ):
            return "a comprehension awaits one item after the other"
        return "whether it awaits depends on a value"
    target = step.targets[0]
    if not isinstance(target, Name) or target.id in _freed(scope) or all_awaits(value.test):
        return "whether it awaits depends on a value"
    if any(
        not list(certain_awaits(part)) and all_awaits(part)
        for part in (value.then, value.otherwise)
    ):
        return "whether it awaits depends on a value"
    if bare_super(value):
        return "whether it awaits depends on a value, and `super()` works in the method alone"
    reason = changes(effects, scope, value, step)
    if reason is not None:
        return f"the conditional expression is more than a computation: {reason}"
    unit = Unit(index, step, "await", frozenset({target.id}), plain=True)
    unit.members.append(_conditional_member(effects, scope, unit, value, step, None))
    return unit


def _conditional_member(
    effects: Effects, scope: Scope, unit: Unit, value: Expr, step: Step, default: int | None
) -> Member:
    summary = effects.of_expr(scope, value, step)
    found = list(obstacles(summary))
    if not found and not gains(summary):
        found.append(Obstacle("it waits for nothing outside, so nothing is gained"))
    # What its arguments raise is raised inside the local coroutine, at its turn.
    first = all_awaits(value)[0]
    return Member(
        unit,
        first,
        first.ordinal,
        scope.names_behind(names_read(value)),
        summary,
        tuple(found),
        None,
        conditional=True,
        default=default,
    )


def _conditional_statement(
    effects: Effects, scope: Scope, step: Step, index: int, run: list[Unit]
) -> Unit | None:
    """`x = default` and later `if cond: x = await f()`"""
    if (
        len(step.blocks) != 1
        or len(step.blocks[0].steps) != 1
        or step.value is None
        or all_awaits(step.value)
    ):
        return None
    inner = step.blocks[0].steps[0]
    if (
        inner.kind != "assign"
        or len(inner.targets) != 1
        or inner.value is None
        or inner.annotation is not None
    ):
        return None
    target = inner.targets[0]
    if (
        not isinstance(target, Name)
        or target.id in _freed(scope)
        or not isinstance(inner.value, Await)
        or bare_super(step.value)
        or bare_super(inner.value)
    ):
        return None
    if (
        all_awaits(inner.value.value)
        or changes(effects, scope, step.value, step)
        or may_raise(effects, scope, step.value, step)
    ):
        return None
    default = next((u for u in reversed(run) if target.id in u.binds), None)
    if (
        default is None
        or default.kind != "pure"
        or default.consumed
        or default.step.annotation is not None
    ):
        return None
    if (
        len(default.step.targets) != 1
        or default.residue_raises
        or not isinstance(default.step.targets[0], Name)
    ):
        return None
    if not isinstance(default.step.value, Constant | Display):
        return None
    if any(
        target.id in (u.uses | frozenset(n for m in u.members for n in m.reads))
        for u in run[run.index(default) + 1 :]
    ):
        return None
    if target.id in names_read(step.value) or target.id in names_read(inner.value):
        return None
    unit = Unit(index, step, "await", frozenset({target.id}), plain=True)
    summary = effects.of_expr(scope, step.value, step) | effects.of_expr(scope, inner.value, inner)
    found = list(obstacles(summary))
    if not found and not gains(summary):
        found.append(Obstacle("it waits for nothing outside, so nothing is gained"))
    reads = (
        names_read(step.value) | names_read(inner.value) | (names_used(default.step) - {target.id})
    )
    unit.members.append(
        Member(
            unit,
            inner.value,
            inner.value.ordinal,
            reads,
            summary,
            tuple(found),
            None,
            True,
            default.index,
        )
    )
    default.consumed = True
    return unit
