"""Blocks in a row that each open a transaction: they become one block."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import Attribute, Block, Call, Step
from codemods.model.findings import Finding, Refused
from codemods.model.steps import FileEdit, Join
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Reader, Told, over
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, settings_of
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
    if len(one.items) != 1 or len(other.items) != 1:
        return False
    if spell(one.items[0].context) != spell(other.items[0].context):
        return False
    targets = [spell(s.items[0].target) if s.items[0].target else "" for s in (one, other)]
    if targets[0] != targets[1] or not all(
        reader.look(s).of_database("write") for s in (one, other)
    ):
        return False
    return all(
        bool(around(reader.effects, reader.scope, ((s, s.blocks[0]),)).transaction)
        for s in (one, other)
    )


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


def _connection(reader: Reader, step: Step) -> Connection:
    found = {
        connection for inner in step.blocks[0].steps for connection in reader.look(inner).writes
    }
    if len(found) != 1:
        raise Left("the writes go through another connection than the block opens")
    return found.pop()
