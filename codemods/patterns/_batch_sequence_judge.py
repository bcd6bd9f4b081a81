"""Whether the queries of a row can all be asked where the first of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from codemods.model.code import Constant, Step, Yield, expressions, steps_within, walk
from codemods.model.effects import NOTHING, Summary
from codemods.model.queries import Positions
from codemods.patterns._batch_case import Case, No, Reader
from codemods.patterns._batch_checks import interference, without
from codemods.patterns._batch_judge import (
    acts,
    changed_locally,
    check_asking,
    check_keys,
    check_names,
    code_of_rows,
)
from codemods.patterns._batch_levels import moved_parts
from codemods.patterns._batch_loaded import stale_objects
from codemods.patterns._batch_rows import check_reads, check_use
from codemods.project.describe import describe
from codemods.project.purity import may_raise, names_read
from codemods.project.queries import Asker
from codemods.project.rowstyles import row_style
from codemods.project.types import is_immutable

_FIXED = frozenset(["tuple", "named", "record"])


def check_run(reader: Reader, run: Sequence[Case], steps: Sequence[Step]) -> None:
    """Refuses, or tells each case of the row what it needs.

    `steps` are the statements from the first query to the last.
    """
    if any(isinstance(p, Yield) for s in steps for e in expressions(s) for p in walk(e)):
        raise No("something is yielded between the queries", "B05")
    if any(step.shared_line for step in steps):
        raise No("several statements share a line")
    check_names(reader)
    looked_at = NOTHING
    for case in run:
        check_use(reader, case.found, case.query)
        _check_here(reader, case)
        if case.query.assumed:
            case.missing.append(case.query.assumed)
        elif case.query.library == "raw":
            check_reads(reader, case.found)
        if getattr(case.query.form, "runs", None) is not None:
            case.evidence.append(f"`{case.query.via}` runs the SQL that it is given, and no more")
        check_keys(reader, case)
        looked_at = looked_at | reader.effects.of_expr(reader.scope, case.keys[0], case.found.step)
        looked_at = looked_at | check_asking(reader, case) | code_of_rows(reader, case)
        for part in moved_parts(case.found, case.query, case.start):
            looked_at = looked_at | reader.effects.of_expr(reader.scope, part, case.found.step)
    rest = reader.effects.of_steps(reader.scope, without(steps, [c.found.site for c in run]))
    reason = interference(reader.effects, reader.scope, rest, run[0].query, looked_at)
    if reason is not None:
        raise No(*reason)
    _check_moved(reader, run, rest)
    _check_session(reader, run)
    _check_raising(reader, run, rest, steps)
    _check_sharing(reader, run)
    ways = {case.query.by_position for case in run} - {""}
    if ways:
        how: Positions = "single" if "single" in ways else "listed"
        null_keys = any(case.query.null_keys for case in run)
        for case in run:
            case.query = replace(case.query, by_position=how, null_keys=null_keys)


def are_distinct(run: Sequence[Case]) -> bool:
    """Whether no two keys of a row can be equal."""
    keys = [case.keys[0] for case in run]
    values = [k.value for k in keys if isinstance(k, Constant)]
    return len(values) == len(keys) and len({repr(v) for v in values}) == len(set(values)) == len(
        keys
    )


def _check_here(reader: Reader, case: Case) -> None:
    """A query that runs once its rows are looked at is told where that is, not where it stands."""
    step, site = case.found.step, case.found.site
    if case.query.lazy and step.kind == "assign" and step.value is site:
        raise No("its rows are read later than it stands", "B05")


def _check_moved(reader: Reader, run: Sequence[Case], rest: Summary) -> None:
    """What the queries are given must be for the first of them what it is for the last."""
    names: set[str] = set()
    for case in run:
        for part in (*case.keys, *moved_parts(case.found, case.query, case.start)):
            names |= names_read(part)
    changed_by = changed_locally(reader, names, rest, run[0].found.step)
    if changed_by:
        raise No(f"{changed_by} changes what the queries depend on", "B16")


def _check_session(reader: Reader, run: Sequence[Case]) -> None:
    """Whether loaded objects of a session may show other values than those that chose their rows."""
    first = run[0]
    asker = Asker(reader.effects, reader.scope, first.found.step)
    entity = asker.entity(first.query.entity)
    if entity is not None and first.query.library == "sqlalchemy":
        first.missing += dict.fromkeys(stale_objects(reader, first, entity, first.found.step))


def _check_raising(
    reader: Reader, run: Sequence[Case], rest: Summary, steps: Sequence[Step]
) -> None:
    """What fails for a late key must not fail before what is done with an early one."""
    leaves = any(s.kind in ("return", "raise") for s in steps_within(tuple(steps[:-1])))
    if not leaves and not acts(run[0].query, rest):
        return
    for case in run[1:]:
        reason = may_raise(reader.effects, reader.scope, case.keys[0], case.found.step)
        if reason is not None:
            raise No(f"`{describe(case.keys[0])}` may fail at its turn: {reason}", "B46")
    for case in run:
        if case.binding:
            case.missing.append(
                f"that every key can be compared with ({case.binding}): "
                "one that cannot would fail before what is done with earlier ones"
            )
        if case.query.fails:
            case.missing.append(
                f"that every row can be made into an answer ({case.query.fails}): "
                "it would fail before what is done with earlier ones"
            )


def _check_sharing(reader: Reader, run: Sequence[Case]) -> None:
    """Each query made rows of its own: two equal keys would share them."""
    query = run[0].query
    behind = _shared_behind(reader, run[0])
    if behind is not None and query.gives == "entity":
        run[0].missing.append(
            f"that no object behind `{behind}` is changed: rows of two queries would share it"
        )
    kept = query.library == "sqlalchemy" and not query.shaped  # one object for a row, in a session
    if kept or query.gives not in ("entity", "row") or are_distinct(run):
        return
    if all(_is_fixed(reader, case) for case in run):
        return
    keys = ", ".join(f"`{describe(case.keys[0])}`" for case in run)
    run[0].missing.append(
        f"that no two of {keys} are equal: they would share a row that may be changed"
    )


def _shared_behind(reader: Reader, case: Case) -> str | None:
    """A relation of which one query loads one object for all rows that lead to it; None for none.

    source: Django documentation, "QuerySet API reference" (`prefetch_related`): what rows lead to is
    looked up once, and each of them is given the object that was found.
    """
    if case.query.library not in ("django", "tortoise"):
        return None
    asker = Asker(reader.effects, reader.scope, case.found.step)
    entity = asker.entity(case.query.entity)
    forward = {c.object_attribute for c in entity.columns.values()} if entity is not None else set()
    for link in getattr(case.query.form, "links", ()):
        for arg in (link.args or ()) if link.name == "prefetch_related" else ():
            if not isinstance(arg.value, Constant):
                return describe(arg.value)
            name = str(arg.value.value)
            if "__" in name or name in forward:
                return name
    return None


def _is_fixed(reader: Reader, case: Case) -> bool:
    """Whether the rows of a query cannot be changed."""
    query, step = case.query, case.found.step
    if query.answer != "all" and is_immutable(reader.scope.type_of(case.found.site, step)):
        return True
    if query.library != "raw" or query.gives != "row" or query.shaped:
        return False
    driver = getattr(query.form, "driver", "")
    if case.found.helper is not None:
        return driver == "asyncpg"
    asker = Asker(reader.effects, reader.scope, step)
    return query.channel is not None and (
        row_style(asker.scope, query.channel, step, driver) in _FIXED
    )
