"""Blocks in a row that each open a transaction: they become one block."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import Attribute, Block, Call, Constant, Display, Expr, Step
from codemods.model.findings import Finding, Refused
from codemods.model.steps import FileEdit, Join
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Reader, Told, over
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, makers, settings_of
from codemods.project.surroundings import around


def find_joins(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings and refusals for neighbouring blocks that open the same transaction."""
    if not held_by_callers(reader.effects, reader.function).transaction:
        yield from _in_block(reader, reader.function.body, ())


def _in_block(
    reader: Reader, steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[Finding | Refused]:
    number = 0
    while number < len(steps):
        run = [steps[number]]
        while number + 1 < len(steps) and _continues(reader, run[-1], steps[number + 1]):
            number += 1
            run.append(steps[number])
        if len(run) > 1:
            yield from _decide(reader, run, ancestors)
        number += 1
    for step in steps:
        for block in step.blocks:
            inner = (*ancestors, (step, block))
            if not around(reader.effects, reader.scope, ((step, block),)).transaction:
                yield from _in_block(reader, block.steps, inner)


def _continues(reader: Reader, one: Step, other: Step) -> bool:
    """Whether two steps are `with` statements over the same words that open a transaction."""
    if one.kind != "with" or other.kind != "with" or one.is_async != other.is_async:
        return False
    if _words(one) != _words(other):
        return False
    if not all(reader.look(s).of_database("write") for s in (one, other)):
        return False
    return all(
        bool(around(reader.effects, reader.scope, ((s, s.blocks[0]),)).transaction)
        for s in (one, other)
    )


def _words(step: Step) -> list[tuple[str, str]]:
    """The contexts and targets of a `with` statement as they are written."""
    return [(spell(i.context), spell(i.target) if i.target else "") for i in step.items]


def _decide(
    reader: Reader, run: list[Step], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[Finding | Refused]:
    span = over(run[0].span, run[-1].span)
    try:
        connection = _connection(reader, run[1])
        judge = Judge(reader, connection)
        context = run[0].items[0].context
        opener = context
        if isinstance(context, Call):
            if not isinstance(context.callee, Attribute):
                raise Left("")
            opener = context.callee.value
        elif reader.scope.place_of(context, run[0]).kind != "fresh":
            judge.verdict.lacks(f"who else uses `{spell(context)}` meanwhile")
        if settings_of(reader.scope, opener, run[0], "isolation_level") & {"AUTOCOMMIT", None}:
            raise Left("the connection stores each statement at once (AUTOCOMMIT)")
        _isolated(run[0])
        if connection.style == "optional":
            _of_pool(reader, opener, run[0], judge)
        # What ends or spoils the first transaction would end or spoil the one they share.
        judge.connection = _connection(reader, run[0])
        judge.content(run[0].blocks[0].steps)
        for step in run[1:]:
            judge.connection = _connection(reader, step)
            judge.content(step.blocks[0].steps, frozenset({-1}))
        judge.around(ancestors, tuple(run))
        if connection.style == "flushes":
            expiring = settings_of(reader.scope, opener, run[0], "expire_on_commit")
            if expiring != {False}:
                judge.verdict.lacks(
                    f"line {run[1].span.line}: the commit before it makes objects load anew"
                )
        between = ""
        if connection.style == "flushes":
            between = f"{'await ' if run[0].is_async else ''}{spell(opener)}.flush()"
        function, line = reader.function.name, reader.function.span.line
        steps = tuple(
            Join(function, line, one.span, other.span, between)
            for one, other in itertools.pairwise(run)
        )
        missing = judge.verdict.missing
        yield reader.finding(
            span,
            "unsafe" if missing else "safe",
            f"an error between {len(run)} transactions leaves a part of the work stored; in one it is "
            "all of it or none",
            (f"line {s.span.line}: a transaction of its own" for s in run),
            missing,
            len(run),
            (FileEdit(reader.module.path, steps),),
        )
    except (Left, Told) as left:
        if str(left):
            yield reader.refused(span, str(left))


def _isolated(step: Step) -> None:
    """A transaction that asks for more than the default is not made longer."""
    for item in step.items:
        for argument in item.context.args if isinstance(item.context, Call) else ():
            if argument.keyword in ("isolation", "readonly", "deferrable", "isolation_level"):
                raise Left(f"the transactions ask for `{argument.keyword}` of their own")


def _of_pool(reader: Reader, pool: Expr, at: Step, judge: Judge) -> None:
    """A pool may be told to open its connections with autocommit."""
    made = [call for call, _ in makers(reader.scope, pool, at)]
    if not made:
        judge.verdict.lacks(f"how `{spell(pool)}` is made: its connections may store at once")
    for call in made:
        for argument in call.args:
            if argument.keyword == "configure":
                judge.verdict.lacks(f"what `configure` of `{spell(pool)}` does to its connections")
            if argument.keyword != "kwargs":
                continue
            words = argument.value.items[::2] if isinstance(argument.value, Display) else ()
            if not isinstance(argument.value, Display) or Constant("str", "autocommit") in words:
                raise Left(f"`{spell(pool)}` may open its connections with autocommit")


def _connection(reader: Reader, step: Step) -> Connection:
    found = {
        connection for inner in step.blocks[0].steps for connection in reader.look(inner).writes
    }
    if len(found) != 1:
        raise Left("the writes go through another connection than the block opens")
    return found.pop()
