"""The steps of a loop that only built its query, which go with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from codemods.model.code import (
    Attribute,
    Await,
    Call,
    Expr,
    Name,
    Step,
)
from codemods.model.queries import Query
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import (
    body_of,
    without,
)
from codemods.patterns._batch_cursors import opened_for
from codemods.project.purity import names_used


def forgotten(reader: Reader, case: Case) -> list[Step]:
    """The steps of the loop that only built the query."""
    found = case.found
    inner = body_of(found, case.start)
    others = [s for s in _all_steps(reader.function.body) if s not in found.consumed]
    left = [replace(s, blocks=()) for s in others]
    gone: list[Step] = []
    for step in found.consumed:
        if not _stands_in(step, inner) or step.kind == "with":
            continue
        if step.kind == "expression":
            _check_cursor(reader, case, step, inner)
            gone.append(step)
            continue
        names = {t.id for t in step.targets if isinstance(t, Name)}
        needed = any(
            name in names_used(bare)
            and any(b.step is step for b in reader.scope.reaching(name, other))
            for name in names
            for other, bare in zip(others, without(left, (found.site,)), strict=True)
        )
        if not needed:
            gone.append(step)
        elif step.value is not None and _asks_database(reader, step.value, step):
            raise No("what its query gives is used elsewhere, too")
    return gone


def _asks_database(reader: Reader, value: Expr, step: Step) -> bool:
    summary = reader.effects.of_expr(reader.scope, value, step)
    return any(e.resource == "database" or e.kind == "unknown" for e in summary.effects)


def _check_cursor(reader: Reader, case: Case, step: Step, inner: tuple[Step, ...]) -> None:
    """A cursor that was executed in a step of its own must tell nothing else of it."""
    value = step.value.value if isinstance(step.value, Await) else step.value
    cursor = (
        value.callee.value
        if isinstance(value, Call) and isinstance(value.callee, Attribute)
        else None
    )
    if not isinstance(cursor, Name):
        raise No("the cursor may be used elsewhere, too")
    known = [f.site for f in reader.known if isinstance(f.query, Query) and f.inside is None]
    steps = {id(s) for f in reader.known for s in f.consumed}
    opened = opened_for(case.found, case.query, case.start)
    rest = tuple(s for s in _all_steps(inner) if id(s) not in steps and s is not opened)
    for other in without([replace(s, blocks=()) for s in rest], known):
        if cursor.id in names_used(other):
            raise No(f"`{cursor.id}` is used for something else in the loop, too")
    if any(
        f.site is not case.found.site and any(s is step for s in f.consumed) for f in reader.known
    ):
        raise No(f"`{cursor.id}` is fetched from twice")
    _check_left(reader, case, cursor)


def _check_left(reader: Reader, case: Case, cursor: Name) -> None:
    """What the last turn leaves in a cursor may be fetched after the loop."""
    end = case.found.frames[case.start].step.span.end_line
    for later in _all_steps(reader.function.body):
        if later.span.line <= end or cursor.id not in names_used(replace(later, blocks=())):
            continue
        value = later.value.value if isinstance(later.value, Await) else later.value
        if (
            later.kind != "expression"
            or not isinstance(value, Call)
            or not isinstance(value.callee, Attribute)
            or value.callee.value != cursor
            or value.callee.name.startswith("fetch")
        ):
            raise No(f"what is left in `{cursor.id}` is used after the loop")
        return


def _stands_in(step: Step, steps: tuple[Step, ...]) -> bool:
    return any(s is step for s in _all_steps(steps))


def _all_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        for block in step.blocks:
            yield from _all_steps(block.steps)
