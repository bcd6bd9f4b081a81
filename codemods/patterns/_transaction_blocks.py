"""Writes that each commit themselves: finding those that belong together, and enclosing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from codemods.languages.python.refusal import CannotWrite
from codemods.model.code import (
    Attribute,
    Block,
    Call,
    Expr,
    Name,
    Step,
    expressions,
    walk,
)
from codemods.model.findings import Finding, Refused
from codemods.model.findings import Verdict as Grade
from codemods.model.spans import Span
from codemods.model.steps import (
    FileEdit,
    PlanStep,
)
from codemods.patterns._transaction_commits import stores_at_once
from codemods.patterns._transaction_enclose import enclosing
from codemods.patterns._transaction_judge import Judge, Verdict
from codemods.patterns._transaction_look import Left, Reader, Region, Told, goes_on, over
from codemods.project.callers import held_by_callers
from codemods.project.connections import AMBIENT, Connection, expression_of, opened_with
from codemods.project.frameworks import transaction_of_class
from codemods.project.purity import names_bound, names_used
from codemods.project.surroundings import around
from codemods.project.transactions import (
    atomic_requests,
)

_LETTING_GO = frozenset(
    [
        "close",
        "aclose",
        "release",
        "terminate",
        "reset",
        "disconnect",
        "dispose",
        "connect",
        "acquire",
    ]
)
_ENTERED = frozenset(
    [
        "transaction",
        "atomic",
        "in_transaction",
        "begin",
        "savepoint",
        "manual_commit",
        "connection",
        "pipeline",
    ]
)


def find_blocks(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings and refusals for all blocks of the function with several writes."""
    yield from _block(reader, reader.function.body, (), ())


def _block(
    reader: Reader,
    steps: tuple[Step, ...],
    path: tuple[int, ...],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Iterator[Finding | Refused]:
    taken = {n for n, step in enumerate(steps) if step.path in reader.handed}
    for region in _regions(reader, steps, path, ancestors):
        if any(step.path in reader.handed for step in region.inside):
            taken |= set(range(region.first, region.last + 1))
            continue
        found = _decide(reader, region)
        if found is not None:
            yield found
        if not isinstance(found, Refused):
            taken |= set(range(region.first, region.last + 1))
    if not taken:
        yield from _apart(reader, steps)
        yield from _of_unknown_mode(reader, steps)
    for number, step in enumerate(steps):
        if number in taken or not step.blocks:
            continue
        look = reader.look(step)
        if not look.writes and not any(e.kind == "unknown" for e in look.summary.effects):
            continue
        for index, block in enumerate(step.blocks):
            inner = (*ancestors, (step, block))
            if step.kind == "with" and _opens(reader, step, block):
                continue
            yield from _block(reader, block.steps, (*path, number, index), inner)


def _opens(reader: Reader, step: Step, block: Block) -> bool:
    """Whether a `with` statement opens a transaction for its block."""
    if not around(reader.effects, reader.scope, ((step, block),)).transaction:
        return False
    contexts = [i.context for i in step.items]
    # `with con:` ends a transaction; that it begins none is up to how `con` was opened.
    return not any(
        isinstance(c, Name | Attribute) and stores_at_once(reader, c, step) for c in contexts
    ) and not any(
        isinstance(c, Call)
        and isinstance(i.target, Name)
        and stores_at_once(reader, i.target, block.steps[0])
        and not isinstance(c.callee, Attribute)
        for i, c in zip(step.items, contexts, strict=True)
    )


def _regions(
    reader: Reader,
    steps: tuple[Step, ...],
    path: tuple[int, ...],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Iterator[Region]:
    writing: dict[Connection, list[int]] = defaultdict(list)
    for number, look in enumerate(reader.looks(steps)):
        for connection in look.writes:
            if not connection.foreign:
                writing[connection].append(number)
    for connection, numbers in sorted(writing.items(), key=lambda i: i[1]):
        if not _commits_itself(reader, connection, steps):
            continue
        # A branch that writes and leaves has nothing in common with what follows.
        kept = [n for n in numbers[:-1] if goes_on(steps[n], reader, connection)] + numbers[-1:]
        if len(kept) > 1:
            yield Region(path, steps, kept[0], kept[-1], connection, ancestors)


def _apart(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Refused]:
    """Writes through several connections, which no transaction can hold together."""
    first: dict[Connection, Step] = {}
    for look in reader.looks(steps):
        for connection in sorted(look.writes, key=str):
            if connection.style and connection not in first:
                first.setdefault(connection, look.step)
    if len(first) > 1:
        one, other = list(first)[:2]
        last = first[other].span
        start = first[one].span
        span = over(start, last)
        if start != last:
            reason = (
                f"what `{other}` writes goes through another connection than `{one}`: these are two "
                "transactions, or even two databases"
            )
            yield reader.refused(span, reason)


def _of_unknown_mode(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Refused]:
    """Connections of which it is not known whether each statement is stored at once."""
    found: dict[Connection, list[Step]] = defaultdict(list)
    for look in reader.looks(steps):
        for connection in look.writes:
            if connection.style == "optional" and not _commits_itself(reader, connection, steps):
                if not _begins_itself(reader, connection, steps[0]):
                    found[connection].append(look.step)
    for connection, writing in found.items():
        ends = any(look.of_database("commit") for look in reader.looks(reader.function.body))
        if len(writing) > 1 and not ends:
            first, last = writing[0].span, writing[-1].span
            span = over(first, last)
            reason = (
                f"it is not known that `{connection}` was opened with autocommit; without it, the "
                "first statement has opened a transaction"
            )
            yield reader.refused(span, reason)


def _begins_itself(reader: Reader, connection: Connection, at: Step) -> bool:
    """Whether a connection is known to open a transaction with its first statement."""
    place = connection.place
    expr = expression_of(reader.scope, place, reader.function.body) if place is not None else None
    given = opened_with(reader.scope, expr, at, "autocommit") if expr is not None else []
    return bool(given) and all(value in ("", False) for value in given)


def _commits_itself(reader: Reader, connection: Connection, steps: tuple[Step, ...]) -> bool:
    """Whether each statement on a connection is stored at once."""
    if connection.style in ("method", "acquire", *AMBIENT):
        return True
    if connection.style not in ("optional", "commits") or connection.place is None:
        return False
    expr = expression_of(reader.scope, connection.place, reader.function.body)
    if expr is None:
        return False
    if connection.style == "commits":
        return stores_at_once(reader, expr, steps[0])
    if _switched_on(reader, expr):
        return True
    given = opened_with(reader.scope, expr, steps[0], "autocommit")
    return bool(given) and all(value is True for value in given)


def _switched_on(reader: Reader, expr: Expr) -> bool:
    """`conn.autocommit = True` or `conn.set_autocommit(True)` at the top of the function."""
    for step in reader.function.body:
        for target in step.targets:
            if (
                isinstance(target, Attribute)
                and target.name == "autocommit"
                and target.value == expr
            ):
                return getattr(step.value, "value", None) is True
        for part in (p for e in expressions(step) for p in walk(e)):
            if (
                isinstance(part, Call)
                and isinstance(part.callee, Attribute)
                and part.callee.name == "set_autocommit"
                and part.callee.value == expr
            ):
                return getattr(part.argument(0), "value", None) is True
    return False


def _decide(reader: Reader, region: Region) -> Finding | Refused | None:
    span = _span(region)
    try:
        _begun_by_hand(reader)
        _shared_by_tasks(region)
        quiet = _is_held(reader, region)
        if quiet:
            return reader.refused(span, quiet)
        judge = Judge(reader, region.connection)
        judge.block = region.inside
        judge.content(region.inside)
        judge.around(region.ancestors, region.inside)
        _callers(reader, judge.verdict)
        region = _with_reads(reader, region)
        judge.block = region.inside
        judge.content(region.inside)
        steps = enclosing(reader, region, judge)
        return _finding(reader, region, judge.verdict, steps)
    except Told as told:
        message = f"{_writes(reader, region)} can be torn apart by an error, and {told}"
        return _made(reader, region, "manual", message, told.evidence, (), ())
    except (Left, CannotWrite) as left:
        reason = str(left)
        return reader.refused(span, reason) if reason else None


def _shared_by_tasks(region: Region) -> None:
    """One connection for all tasks: what others write in between would be taken back with it."""
    connection = region.connection
    if connection.place is None or connection.place.kind == "fresh":
        return
    if connection.library == "aiosqlite" or connection.type == "psycopg.AsyncConnection":
        if connection.place.path or connection.place.kind == "global":
            raise Left(
                f"`{connection}` may be shared by tasks: statements of others would join the "
                "transaction"
            )


def _is_held(reader: Reader, region: Region) -> str:
    """In words, which transaction holds the statements already; "" for none."""
    held = held_by_callers(reader.effects, reader.function)
    if held.transaction:
        return f"they are in a transaction already: {held.transaction}"
    if region.connection.style == "atomic":
        around_it = transaction_of_class(reader.project, reader.function)
        if around_it:
            return f"they are in a transaction already: {around_it}"
        where = atomic_requests(reader.project)
        if where:
            return f"requests are transactions already (`ATOMIC_REQUESTS` in {where})"
    return ""


def _begun_by_hand(reader: Reader) -> None:
    """Transactions that statements of the function begin or end."""
    for look in reader.looks(reader.function.body):
        for deed in look.deeds:
            word = deed.via.rpartition(".")[2]
            if deed.depth or deed.kind not in ("begin", "commit", "rollback"):
                continue
            if word in _LETTING_GO or (deed.kind == "begin" and word in _ENTERED):
                continue
            raise Left(f"line {deed.line}: a transaction is begun or ended by hand")


def _callers(reader: Reader, verdict: Verdict) -> None:
    from codemods.patterns._transaction_callers import compensating

    for where in compensating(reader):
        verdict.lacks(f"{where}: a caller works on the database after an error of this function")


# -- the block --------------------------------------------------------------------------------------


def _with_reads(reader: Reader, region: Region) -> Region:
    """The region with the reads right before it that its writes depend on."""
    needed = {n for s in region.inside for n in names_used(s)}
    first = region.first
    for number in range(region.first - 1, -1, -1):
        step = region.steps[number]
        look = reader.look(step)
        if step.kind not in ("assign", "augment", "if", "expression", "assert"):
            break
        outside = [e for e in look.summary.effects if e.kind != "raise" and e.resource != "state"]
        if any(e.resource not in ("database", "log", "random", "clock") for e in outside):
            break
        reads = [e for e in outside if e.resource == "database"]
        if any(e.kind not in ("read", "lock") for e in reads):
            break
        from codemods.project.connections import connection_of

        if any(connection_of(reader.scope, e) != region.connection for e in reads):
            break
        if reads and step.kind == "assign" and names_bound(step) & needed:
            first = number
        needed |= names_used(step)
    if first == region.first:
        return region
    return Region(
        region.path, region.steps, first, region.last, region.connection, region.ancestors
    )


# -- telling ----------------------------------------------------------------------------------------


def _span(region: Region) -> Span:
    first, last = region.inside[0].span, region.inside[-1].span
    return over(first, last)


def _count(reader: Reader, region: Region) -> int:
    return sum(
        max(1, sum(d.kind == "write" for d in look.deeds))
        for look in reader.looks(region.inside)
        if region.connection in look.writes
    )


def _writes(reader: Reader, region: Region) -> str:
    return f"{_count(reader, region)} writes"


def _finding(
    reader: Reader, region: Region, verdict: Verdict, steps: tuple[PlanStep, ...]
) -> Finding:
    message = (
        f"an error half way leaves some of {_writes(reader, region)} stored; "
        "in one transaction it is all of them or none"
    )
    evidence = [
        f"line {d.line}: {d.verb or 'write'} {d.table.rpartition('.')[2]} through `{d.via}`".replace(
            "  ", " "
        )
        + (f" in `{d.where}`" if d.depth else "")
        for look in reader.looks(region.inside)
        for d in look.deeds
        if d.kind == "write"
    ]
    kind: Grade = "unsafe" if verdict.missing else "safe"
    return _made(reader, region, kind, message, tuple(evidence), tuple(verdict.missing), steps)


def _made(
    reader: Reader,
    region: Region,
    verdict: Grade,
    message: str,
    evidence: tuple[str, ...],
    missing: tuple[str, ...],
    steps: tuple[PlanStep, ...],
) -> Finding:
    return reader.finding(
        _span(region),
        verdict,
        message,
        evidence,
        missing,
        _count(reader, region),
        (FileEdit(reader.module.path, steps),) if steps else (),
    )
