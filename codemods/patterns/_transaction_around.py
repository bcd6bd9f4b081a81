"""What code around a block does with an error that leaves it: it may need what was stored before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.patterns._transaction_look import Left, Reader
from codemods.project import calls
from codemods.project.keeping import (
    STACKS,
    catches_database_errors,
    falls_through,
    keeps_errors,
    leaves_in_finally,
    resumed_at,
)
from codemods.project.purity import names_bound, names_used
from codemods.project.scope import Scope
from codemods.project.trace import Trace
from codemods.project.types import members


def after_errors(
    reader: Reader, ancestors: Sequence[tuple[Step, Block]], inside: tuple[Step, ...]
) -> Iterator[str]:
    """What is not known of the code that runs after an error of a block; raises Left where it is
    known to go on with the database."""
    bound = frozenset(n for step in inside for n in names_bound(step))
    for step, block in ancestors:
        if step.kind == "with":
            _ends_of_contexts(reader, step)
            if any(keeps_errors(reader.scope, i.context, step, i.target) for i in step.items):
                yield from _kept(reader, step, None, bound)
        if step.kind != "try":
            continue
        if block.role == "handler":
            yield (
                f"line {inside[0].span.line}: what is stored about an error may be meant to stay, "
                "whatever becomes of the rest"
            )
        if block.role != "body":
            continue
        for other in step.blocks:
            if other.role not in ("handler", "finally"):
                continue
            if other.role == "handler" and not catches_database_errors(reader.scope, other):
                continue
            line = other.steps[0].span.line if other.steps else step.span.line
            for inner in other.steps:
                for deed in reader.look(inner).deeds:
                    ends = deed.kind == "commit" and other.role == "handler"
                    if deed.kind == "write" or ends:
                        raise Left(_goes_on(line))
                    if deed.kind == "read":
                        yield (
                            f"line {inner.span.line}: after an error it is looked there at what is "
                            "stored, without what is taken back"
                        )
            ends = other.role == "finally" and leaves_in_finally(other)
            if ends or (other.role == "handler" and falls_through(other)):
                yield from _kept(reader, step, other, bound)


def _goes_on(line: int) -> str:
    return (
        f"line {line}: after an error the code there goes on with the database and may need what was "
        "stored before the error"
    )


def _ends_of_contexts(reader: Reader, step: Step) -> None:
    """Raises Left where a context of the project writes when an error leaves its block."""
    for item in step.items:
        context = item.context.value if isinstance(item.context, Await) else item.context
        if isinstance(context, Call):
            for made in calls.targets(reader.scope, context, step):
                if made.function is None:
                    continue
                given = {
                    name: kind
                    for name, value in calls.bind(reader.project, context, made.function).items()
                    if value is not None and (kind := reader.scope.type_of(value, step)) is not None
                }
                self_type = made.self_type if made.function.owner else None
                inner = Scope(reader.project, made.function, self_type, given)
                for after in resumed_at(inner, made.function.body):
                    if _writes(reader, inner, after):
                        raise Left(_goes_on(step.span.line))
        for part in members(reader.scope.type_of(item.context, step)):
            if part.name in STACKS and isinstance(item.target, Name):
                if any(_runs_later(c, item.target) for c in _calls_in(step)):
                    raise Left(_goes_on(step.span.line))
            if reader.project.class_fact(part.name) is None:
                continue
            for name in ("__exit__", "__aexit__"):
                for found in calls.method_targets(reader.project, part, name, item.context):
                    if found.function is not None:
                        inner = Scope(reader.project, found.function, part)
                        if _writes(reader, inner, found.function.body):
                            raise Left(_goes_on(step.span.line))


def _calls_in(step: Step) -> Iterator[Call]:
    for inner in steps_within((step,)):
        for expr in expressions(inner):
            yield from (p for p in walk(expr) if isinstance(p, Call))


def _runs_later(call: Call, stack: Name) -> bool:
    """`stack.push_async_callback(conn.execute, "DELETE ...")`: whatever that is, it runs at the end."""
    callee = call.callee
    return (
        isinstance(callee, Attribute)
        and callee.value == stack
        and callee.name in ("callback", "push", "push_async_callback", "push_async_exit")
    )


def _writes(reader: Reader, scope: Scope, steps: tuple[Step, ...]) -> bool:
    return any(d.kind == "write" for d in Trace(reader.effects).steps(scope, steps))


def _kept(
    reader: Reader, step: Step, handler: Block | None, bound: frozenset[str]
) -> Iterator[str]:
    """An error is kept: what follows must not need what was stored before the error."""
    line = step.span.line
    steps: tuple[Step, ...] = ()
    if handler is not None:
        steps = handler.steps
        line = handler.steps[0].span.line if handler.steps else line
    used = {n for s in steps for n in names_used(s)}
    leaves = bool(steps) and steps[-1].kind in ("return", "continue", "break", "raise")
    if not leaves:
        end = (step.span.end_line, step.span.end_column)
        for later in steps_within(reader.scope.function.body):
            if (later.span.line, later.span.column) > end:
                used |= names_used(later)
                if reader.look(later).of_database("write", "commit"):
                    raise Left(
                        f"line {line}: an error is kept there, and what is written afterwards "
                        "may need what was stored before the error"
                    )
    names = sorted(used & bound)
    if names:
        yield (
            f"line {line}: an error is kept there, and `{names[0]}` is used although what "
            "was stored with it is taken back"
        )
