"""Rows that live on after a loop with relations that the loop did not read: others may read them later.

Loaded with the query, such a relation holds what there was then; read late, it holds what is there by
then, rows that were added meanwhile included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from codemods.model.code import (
    Attribute,
    Call,
    Choice,
    Closure,
    Comprehension,
    Expr,
    Name,
    ShortCircuit,
    Step,
    children,
    expressions,
    steps_within,
    walk,
)
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_passes import Pass
from codemods.patterns._batch_reads import Path
from codemods.project.calls import targets

_COUNTING = frozenset(["len", "bool"])


def unread_later(
    reader: Reader, expr: Expr, step: Step, passes: Sequence[Pass], paths: Iterable[Path]
) -> str:
    """What has to be known of rows that are handed on with relations unread; "" where there are none.

    `expr` gives the rows in the step, and `passes` are all that goes through them.
    """
    sure = {path for each in passes for path in _sure(each)}
    unread = [path for path in paths if path not in sure]
    if not unread or not _live_on(reader, expr, step, passes):
        return ""
    return (
        f"whether rows behind `{'.'.join(unread[0])}` change before they are read: "
        "some rows are handed on without them"
    )


def _live_on(reader: Reader, expr: Expr, step: Step, passes: Sequence[Pass]) -> bool:
    """Whether something besides the passes gets the rows, or one of them."""
    if any(each.kept or _hands_on(reader, each) for each in passes):
        return True
    if step.kind != "assign" or step.value is not expr or not isinstance(step.targets[0], Name):
        return False
    name = step.targets[0]
    left = 0
    for other in steps_within(reader.function.body):
        for part in (p for e in expressions(other) for p in walk(e)):
            left += part == name and not any(part is t for t in other.targets)
            match part:
                case Call(callee=Name(id=short), args=(only,)) if short in _COUNTING:
                    left -= only.value == name
        if other.kind == "if" and other.value == name:
            left -= 1
    return left > sum(each.rows == name for each in passes)


def _hands_on(reader: Reader, each: Pass) -> bool:
    """Whether a row goes anywhere but to functions of the project, which are looked into."""
    every: list[tuple[Expr, Step]] = [(part, each.step) for part in each.parts]
    every += [(e, s) for s in steps_within(each.steps) for e in expressions(s)]
    return any(_is_bare(reader, expr, each.item, at) for expr, at in every)


def _is_bare(reader: Reader, expr: Expr, item: str, at: Step) -> bool:
    match expr:
        case Name(id=name):
            return name == item
        case Attribute(value=Name(id=name)) if name == item:
            return False
        case Call(callee=callee, args=args):
            own = [a.value for a in args if a.value == Name(item)]
            if own and _is_function(reader, expr, at):
                rest = [a.value for a in args if a.value != Name(item)]
                return any(_is_bare(reader, part, item, at) for part in (callee, *rest))
    return any(_is_bare(reader, part, item, at) for part in children(expr))


def _is_function(reader: Reader, call: Call, at: Step) -> bool:
    found = targets(reader.scope, call, at)
    return len(found) == 1 and found[0].kind == "function"


def _sure(each: Pass) -> Iterator[Path]:
    """The relations (and other attributes) that are read of every row."""
    for part in each.parts[: each.sure]:
        yield from _evaluated(part, each.item)
    yield from _in_steps(each.steps, each.item)


def _in_steps(steps: tuple[Step, ...], item: str) -> Iterator[Path]:
    for step in steps:
        if step.kind in ("function", "class", "try", "match", "while"):
            return
        for expr in expressions(step):
            if not any(expr is t for t in step.targets):
                yield from _evaluated(expr, item)
        inner = tuple(s for b in step.blocks for s in b.steps)
        if step.kind == "with":
            yield from _in_steps(inner, item)
        leaving = ("continue", "break", "return", "raise")
        if any(s.kind in leaving for s in (step, *steps_within(inner))):
            return


def _evaluated(expr: Expr, item: str) -> Iterator[Path]:
    match expr:
        case Attribute():
            names: list[str] = []
            part: Expr = expr
            while isinstance(part, Attribute):
                names.insert(0, part.name)
                part = part.value
            if part == Name(item):
                yield from (tuple(names[:end]) for end in range(1, len(names) + 1))
            else:
                yield from _evaluated(part, item)
        case Choice(test=test):
            yield from _evaluated(test, item)
        case ShortCircuit(operands=(first, *_)):
            yield from _evaluated(first, item)
        case Comprehension(clauses=(first, *_)):
            yield from _evaluated(first.iterable, item)
        case Closure():
            return
        case _:
            for part in children(expr):
                yield from _evaluated(part, item)


__all__ = ["unread_later"]
