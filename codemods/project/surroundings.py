"""What stands around a block: transactions, held connections, handlers, and who calls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from codemods.model.code import (
    Await,
    Block,
    Call,
    Expr,
    Name,
    Step,
    Yield,
    expressions,
    steps_within,
    walk,
)
from codemods.project import calls
from codemods.project.decorators import has_decorator
from codemods.project.describe import describe
from codemods.project.effects import Effects
from codemods.project.items import entered_type
from codemods.project.keeping import keeps_errors
from codemods.project.purity import names_used
from codemods.project.scope import Scope
from codemods.project.types import members


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds while a block runs.

    `transaction`, `held` and `lock` say in words which enclosing step opens a transaction, keeps a
    connection, or takes a lock ("" for none); `unknown` which one may do any of these.
    `handled` tells that errors raised in the block are told apart in this function.
    """

    transaction: str = ""
    held: str = ""
    lock: str = ""
    bound: str = ""
    unknown: tuple[str, ...] = ()
    handled: bool = False
    handler_names: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()  # locals whose resource is closed when a block around ends


def around(
    effects: Effects, scope: Scope, ancestors: tuple[tuple[Step, Block], ...]
) -> Surroundings:
    """The surroundings of a block, from the enclosing steps outermost first."""
    transaction = held = lock = bound = ""
    unknown: list[str] = []
    handled = False
    names: set[str] = set()
    opened: set[str] = set()
    for step, block in ancestors:
        if step.kind == "with":
            for item in step.items:
                words = _context(effects, scope, item.context, step)
                transaction = transaction or words.get("begin", "")
                held = held or words.get("held", "")
                lock = lock or words.get("lock", "")
                bound = bound or words.get("bound", "")
                if "unknown" in words:
                    unknown.append(words["unknown"])
                if keeps_errors(scope, item.context, step, item.target, any_error=True):
                    handled = True
                    names |= _names_after_step(scope, step)
                if isinstance(item.target, Name):
                    opened.add(item.target.id)
        elif step.kind == "try" and block.role == "body":
            if any(b.role == "handler" for b in step.blocks):
                handled = True
            names |= _names_after(scope, step)
    return Surroundings(
        transaction,
        held,
        lock,
        bound,
        tuple(unknown),
        handled,
        frozenset(names),
        frozenset(opened),
    )


def _names_after(scope: Scope, step: Step) -> frozenset[str]:
    """Names that handlers, `finally` and the code after a `try` may read."""
    used: set[str] = set()
    for block in step.blocks:
        if block.role in ("handler", "finally"):
            for inner in steps_within(block.steps):
                used |= names_used(inner)
    falls_through = any(b.role == "handler" and _may_fall_through(b) for b in step.blocks)
    if falls_through:
        used |= _names_after_step(scope, step)
    return frozenset(used)


def _names_after_step(scope: Scope, step: Step) -> frozenset[str]:
    """Names that may be read once a step is over, also in the next turn of a loop around it."""
    used: set[str] = set()
    end = (step.span.end_line, step.span.end_column)
    for inner in steps_within(scope.function.body):
        again = inner.kind in ("for", "while") and step.path[: len(inner.path)] == inner.path
        if again or (inner.span.line, inner.span.column) > end:
            used |= names_used(inner)
    return frozenset(used)


def _may_fall_through(block: Block) -> bool:
    # `continue` and `break` lead on to the code after the loop, sooner or later.
    return not block.steps or block.steps[-1].kind not in ("return", "raise")


def _context(effects: Effects, scope: Scope, context: Expr, step: Step) -> dict[str, str]:
    """What entering a context means for the code within."""
    words: dict[str, str] = {}
    shown = describe(context)
    summary = effects.entering(scope, context, step)
    for effect in summary.effects:
        if effect.kind == "begin":
            words["begin"] = shown
        elif effect.kind == "lock":
            words["lock"] = shown
            kinds = {p.name for p in members(scope.type_of(context, step))}
            if any(k.endswith("Semaphore") for k in kinds):
                words["bound"] = shown
        elif effect.kind == "unknown":
            words["unknown"] = f"`{shown}` is entered around it, and {effect.via}"
    if "begin" not in words and _yields_in_transaction(effects, scope, context, step):
        words["begin"] = shown
    for part in members(entered_type(scope.project, scope.type_of(context, step))):
        known = scope.project.catalogue.type(part.name)
        if (
            known is not None
            and known.concurrency in ("exclusive", "serial")
            and known.carries == "database"
        ):
            words["held"] = shown
    return words


def _yields_in_transaction(effects: Effects, scope: Scope, context: Expr, step: Step) -> bool:
    """Whether a function under `@contextmanager` yields inside a transaction of its own."""
    inner = context.value if isinstance(context, Await) else context
    if not isinstance(inner, Call):
        return False
    for target in calls.targets(scope, inner, step):
        function = target.function
        if function is None or not has_decorator(
            scope.project, function, "contextmanager", "asynccontextmanager"
        ):
            continue
        own = Scope(scope.project, function)
        for ancestors in _yields(function.body, ()):
            if around(effects, own, ancestors).transaction:
                return True
    return False


def _yields(
    steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[tuple[tuple[Step, Block], ...]]:
    """The steps around each `yield`, outermost first."""
    for step in steps:
        if any(isinstance(part, Yield) for expr in expressions(step) for part in walk(expr)):
            yield ancestors
        for block in step.blocks:
            yield from _yields(block.steps, (*ancestors, (step, block)))


def begins_before(effects: Effects, scope: Scope, line: int) -> str:
    """A call before `line` that begins a transaction by hand, "" when there is none."""
    for step in steps_within(scope.function.body):
        if step.span.line >= line or step.kind == "with":
            continue
        for expr in expressions(step):
            for part in walk(expr):
                if isinstance(part, Call):
                    for target in calls.targets(scope, part, step):
                        if target.fact is not None and target.fact.effect == "begin":
                            return describe(part)
    return ""
