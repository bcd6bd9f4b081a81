"""State that is filled once and used from then on: `if self._session is None: self._session = ...`.

No task can come between the question and the answer, so whoever comes first fills it, and everybody
finds the same: code that does so may run beside code that does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from codemods.model.code import (
    Argument,
    Attribute,
    Await,
    Call,
    Choice,
    Comprehension,
    Constant,
    Expr,
    Name,
    Operation,
    ShortCircuit,
    Step,
    Yield,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.model.effects import Effect, Place, Summary
from codemods.project.scope import Scope
from codemods.project.summaries import STATE

StepSummary = Callable[[Step], Summary]


def filled_once(scope: Scope, summary: Summary, of_step: StepSummary) -> Summary:
    """A function's effects, with the writes that only fill what is empty marked as such.

    What the function reads of it afterwards is what it has filled, or found filled.
    """
    summary = _filling(scope, summary, of_step)
    own = _guarded(scope)
    once = {e.place for e in summary.effects if e.once and e.place is not None}
    for guard, target in own:
        place = _place_of(scope, target, guard)
        others = (s for s in scope.function.body if s is not guard)
        emptied = any(_changes(e, place) for s in others for e in of_step(s).effects)
        if place.kind in ("global", "parameter") and not emptied:
            once.add(place)
            summary = _marked(summary, place, {e.via for e in of_step(guard).effects})
    for place in once:
        if _comes_first(scope, place, own, of_step):
            kept = (e for e in summary.effects if not _reads(e, place))
            summary = Summary(frozenset(kept), summary.waits)
    return summary


def _filling(scope: Scope, summary: Summary, of_step: StepSummary) -> Summary:
    """The writes that follow a look that found nothing there: `if not self.pool: await connect()`."""
    for step in scope.function.body:
        target = _asked_about(step.value) if step.kind == "if" else None
        if target is None or len(step.blocks) != 1:
            continue
        if not isinstance(target, Attribute) or target.value != Name(scope.receiver or ""):
            continue
        place = _place_of(scope, target, step)
        others = (s for s in scope.function.body if s is not step)
        if any(_changes(e, place) for s in others for e in of_step(s).effects):
            continue
        found = {
            replace(e, fills=True) if e.resource == STATE and _changes(e, place) else e
            for e in summary.effects
        }
        summary = Summary(frozenset(found), summary.waits)
    return summary


def _asked_about(test: Expr | None) -> Expr | None:
    """What a test looks at whether it is there: `not x`, `x is None`."""
    match test:
        case Operation(operator="not", operands=(only,)):
            return only
        case Operation(operator="is", operands=(left, Constant(value=None))):
            return left
        case _:
            return None


def _place_of(scope: Scope, target: Expr, at: Step) -> Place:
    """Where what is filled hangs: an attribute of its object, wherever that comes from."""
    if isinstance(target, Attribute):
        return scope.place_of(target.value, at).then(target.name)
    return scope.place_of(target, at)


def _marked(summary: Summary, place: Place, by: set[str]) -> Summary:
    found = {
        replace(e, once=True)
        if e.kind == "write" and e.resource == STATE and e.place == place and e.via in by
        else e
        for e in summary.effects
    }
    return Summary(frozenset(found), summary.waits)


def _changes(effect: Effect, place: Place) -> bool:
    plain = effect.kind == "write" and effect.resource == STATE
    plain = plain and not effect.once and not effect.fills
    return plain and effect.place == place


def _reads(effect: Effect, place: Place) -> bool:
    return effect.kind == "read" and effect.resource == STATE and effect.place == place


def _guarded(scope: Scope) -> list[tuple[Step, Expr]]:
    """The statements of a function that fill something, each with what it fills."""
    found: list[tuple[Step, Expr]] = []
    for step in scope.function.body:
        target = _filled_by(scope, step)
        if target is None:
            continue
        assigned = [
            s for s in steps_within(scope.function.body) if any(t == target for t in s.targets)
        ]
        if len(assigned) == 1:
            found.append((step, target))
    return found


def _filled_by(scope: Scope, step: Step) -> Expr | None:
    """What `if x is None: x = make()` fills."""
    if step.kind != "if" or len(step.blocks) != 1 or step.value is None:
        return None
    *before, last = step.blocks[0].steps
    if last.kind != "assign" or len(last.targets) != 1 or last.value is None:
        return None
    target = last.targets[0]
    match target:
        case Name(id=name) if name not in scope.function.local_names:
            pass
        case Attribute(value=Name(id=name)) if name == scope.receiver:
            pass
        case Attribute(value=Name(id=name) as kept) if _is_kept_for_request(scope, kept):
            pass
        case _:
            return None
    if not _asks_whether_empty(step.value, target):
        return None
    if any(s.kind != "assign" or not all(isinstance(t, Name) for t in s.targets) for s in before):
        return None
    given = {n for n in scope.parameters if n != scope.receiver}
    for inner in (step, *before, last):
        for expr in expressions(inner):
            for part in walk(expr):
                if isinstance(part, Await | Yield) or (isinstance(part, Name) and part.id in given):
                    return None
    return target


def _is_kept_for_request(scope: Scope, name: Name) -> bool:
    """Whether a name is Flask's `g`, on which each request keeps what is its own."""
    symbol = scope.symbol_of(name)
    return symbol is not None and symbol.name == "flask.g"


def _asks_whether_empty(test: Expr, target: Expr) -> bool:
    """`x is None`, `not x`, `x is None or x.closed`, `"db" not in g`, `not hasattr(g, "db")`"""
    match test:
        case Operation(operator="not in", operands=(Constant(value=name), holder)):
            return isinstance(target, Attribute) and (target.value, target.name) == (holder, name)
        case Operation(
            operator="not",
            operands=(
                Call(
                    callee=Name(id="hasattr"),
                    args=(Argument(value=holder), Argument(value=Constant(value=name))),
                ),
            ),
        ):
            return isinstance(target, Attribute) and (target.value, target.name) == (holder, name)
        case ShortCircuit(operator="or", operands=(first, *rest)):
            looks = all(isinstance(o, Attribute) and o.value == target for o in rest)
            return looks and _asks_whether_empty(first, target)
        case Operation(operator="not", operands=(only,)):
            return only == target
        case Operation(operator="is", operands=(left, right)):
            return left == target and getattr(right, "value", right) is None
        case _:
            return False


def _comes_first(
    scope: Scope, place: Place, own: list[tuple[Step, Expr]], of_step: StepSummary
) -> bool:
    """Whether the function fills a place before it looks at it in any other way."""
    for step in scope.function.body:
        guards = [s for s, t in own if s is step and _place_of(scope, t, s) == place]
        if guards:
            return True
        whole = of_step(step)
        if any(e.once and e.place == place for e in whole.effects):
            return _certain(step) and not any(_reads(e, place) for e in whole.effects)
        if any(_reads(e, place) for e in whole.effects):
            return False
    return False


def _certain(step: Step) -> bool:
    """Whether all calls in a statement surely run."""
    if step.kind not in ("expression", "assign", "return") or step.value is None:
        return False
    pending = [step.value]
    while pending:
        part = pending.pop()
        if isinstance(part, Choice | ShortCircuit | Comprehension):
            return False
        pending += children(part)
    return True
