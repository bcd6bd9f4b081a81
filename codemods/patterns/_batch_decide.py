"""What is decided about one query in a loop: a finding with its plan, or a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from codemods.languages.python.refusal import CannotWrite
from codemods.model.code import Attribute, Clause, Comprehension, Name, Step
from codemods.model.findings import Finding, Refused
from codemods.model.queries import Query, Unreadable
from codemods.patterns._batch_case import No, Reader, refused
from codemods.patterns._batch_given import decide_given
from codemods.patterns._batch_judge import check_body, check_frames, check_iterables, check_keys
from codemods.patterns._batch_kept import check_kept
from codemods.patterns._batch_levels import bound_within, levels, varying
from codemods.patterns._batch_plan import plan
from codemods.patterns._batch_prefetch import prefetched
from codemods.patterns._batch_rows import check_prefetched, check_reads, check_use
from codemods.patterns._batch_sites import Found, Frame
from codemods.project.purity import names_read
from codemods.project.queries import Asker


def decide_all(reader: Reader, every: Iterable[Found]) -> Iterator[Finding | Refused]:
    """What is decided about each of the queries in the loops of the function."""
    reader.known = list(every)
    told: list[Step] = []
    given: dict[int, list[Found]] = {}
    for found in reader.known:
        if found.inside is not None:
            given.setdefault(id(found.inside.call), []).append(found)
            continue
        if any(step is known for step in found.consumed for known in told):
            continue  # `list(rows)` behind `rows = session.scalars(...).all()` asks nothing
        for outcome in decide(reader, found):
            if isinstance(outcome, Finding) and found.site is found.step.value:
                told.append(found.step)
            yield outcome
    for asked in given.values():
        yield from decide_given(reader, asked)


def decide(reader: Reader, found: Found) -> Iterator[Finding | Refused]:
    """A finding, a refusal, or nothing for a query that does not vary with the item."""
    with ExitStack() as stack:
        for frame in found.frames:
            named = _named_item(reader, frame)
            if named is not None:
                stack.enter_context(reader.scope.inside(named))
        for comprehension in found.comprehensions:
            stack.enter_context(reader.scope.inside(comprehension))
        try:
            told = _finding(reader, found)
            reader.planned.append((found.site, told.id))
            if told.verdict == "safe":
                reader.settled += [found.site, *(s.value for s in found.consumed if s.value)]
            yield told
        except No as no:
            if not no.quiet:
                yield refused(reader, found, str(no))
        except CannotWrite as error:
            yield refused(reader, found, str(error))


def _named_item(reader: Reader, frame: Frame) -> Comprehension | None:
    """`item for item in items` for a loop in which the item has no name of its own."""
    target, iterable = frame.targets, frame.iterable
    if frame.walk is None or not isinstance(target, Name) or iterable is None:
        return None
    if reader.scope.is_local(target.id):
        return None
    return Comprehension("generator", (target,), (Clause(target, iterable, (), False),))


def _finding(reader: Reader, found: Found) -> Finding:
    loops = [i for i, f in enumerate(found.frames) if f.kind == "loop"]
    bound = frozenset(n for i in loops for n in found.frames[i].bound())
    inside = bound_within(reader, found, loops[0])
    if isinstance(found.query, Unreadable):
        names = names_read(found.expr)
        for step in found.consumed:
            names |= names_read(step.value) if step.value is not None else frozenset()
        walk = found.frames[loops[-1]].walk
        if walk is not None and walk.refused:
            raise No("", quiet=True)  # pages of a stream are read so, and jobs of a queue
        if not names & (bound | inside) or found.query.quiet:
            raise No("", quiet=True)
        raise No(found.query.reason, found.query.trap)
    problem: No | None = None
    for start in levels(reader, found, loops):
        try:
            return _at_level(reader, found, found.query, start)
        except No as no:
            if problem is None or (no.quiet, no.outer) < (problem.quiet, problem.outer):
                problem = no
    raise problem or No("", quiet=True)


def _at_level(reader: Reader, found: Found, query: Query, start: int) -> Finding:
    walk = found.frames[start].walk
    if walk is not None and walk.refused:
        varies = names_read(found.expr) & bound_within(reader, found, start)
        raise No(walk.refused, "B52", quiet=not varies)
    case = varying(reader, found, query, start)
    check_use(reader, found, query)
    if found.step.kind == "for" and found.step.is_async and found.step.value is found.site:
        case.query = replace(case.query, is_async=True)
    if query.assumed and not _on_manager(reader, found):
        case.missing.append(query.assumed)
    if query.library == "raw" and not query.assumed:
        check_reads(reader, found)
    if query.relation:
        check_prefetched(reader, found, query.relation, case)
    if getattr(query.form, "runs", None) is not None:
        case.evidence.append(f"`{query.via}` runs the SQL that it is given, and no more")
    check_kept(reader, case)
    check_frames(reader, case)
    check_iterables(reader, case)
    check_keys(reader, case)
    case.joined = prefetched(reader, case)
    check_body(reader, case)
    return plan(reader, case)


def _on_manager(reader: Reader, found: Found) -> bool:
    """Whether the method of a query set is called on a manager, whose rows are whole."""
    callee = found.helper.call.callee if found.helper is not None else None
    if not isinstance(callee, Attribute) or not isinstance(callee.value, Attribute):
        return False
    asker = Asker(reader.effects, reader.scope, found.step)
    entity = asker.entity(asker.class_named(callee.value.value))
    held = entity.managers.get(callee.value.name) if entity is not None else None
    return held is not None and not held.shaped
