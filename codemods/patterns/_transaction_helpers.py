"""Calls in a row that each commit the session they are given: their caller commits once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from codemods.model.code import Block, Step
from codemods.model.findings import Finding
from codemods.patterns._transaction_leaving import BLOCK, Ending, Leaving, leave_to_caller
from codemods.patterns._transaction_look import Left, Look, Reader, Told, over
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, connection_of

_NOTHING = Leaving((), (), ())


def find_helpers(reader: Reader) -> Iterator[Finding]:
    """Findings for blocks in which calls commit for themselves, and then others or the block do."""
    if not held_by_callers(reader.effects, reader.function).transaction:
        yield from _in_block(reader, reader.function.body, ())


def _in_block(
    reader: Reader, steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[Finding]:
    ending: dict[Connection, list[Ending]] = defaultdict(list)
    since: list[Look] = []  # the last commit of a helper
    for look in reader.looks(steps):
        if look.step.blocks:
            since.append(look)
            continue
        for effect in look.of_database("commit"):
            connection = connection_of(reader.scope, effect)
            if connection.style not in ("flushes", "commits") or connection.foreign:
                continue
            names = [d.where for d in look.deeds if d.kind == "commit" and d.depth]
            stores = any(d.kind == "write" for d in look.deeds)
            if names and stores:
                ending[connection].append(Ending(look.step, names[0]))
                since.clear()
            elif not names and ending[connection] and any(_writes(s) for s in since):
                ending[connection].append(Ending(look.step, BLOCK))
        if not look.of_database("commit"):
            since.append(look)
    for connection, found in ending.items():
        if len(found) > 1:
            yield _told(reader, connection, found, ancestors)
    for step in steps:
        for block in step.blocks:
            yield from _in_block(reader, block.steps, (*ancestors, (step, block)))


def _writes(look: Look) -> bool:
    return any(d.kind == "write" for d in look.deeds)


def _told(
    reader: Reader,
    connection: Connection,
    found: list[Ending],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Finding:
    names = list(dict.fromkeys(e.name for e in found if e.name != BLOCK))
    shown = " and ".join(f"`{n}`" for n in names[:3])
    several = len(names) > 1
    message = (
        f"{shown} {'commit for themselves' if several else 'commits for itself'}: an error "
        f"{'between them' if several else 'after it'} leaves what it has stored without the rest; "
        f"let {'them' if several else 'it'} flush, and commit once here"
    )
    leaving = _NOTHING
    try:
        leaving = leave_to_caller(reader, connection, found, ancestors)
    except (Left, Told) as left:
        message += f" ({left})" if str(left) else ""
    for name in leaving.asked:
        message += f"; `{name}` gets a parameter that says who commits, for its other callers"
    return reader.finding(
        over(found[0].step.span, found[-1].step.span),
        "unsafe" if leaving.edits else "manual",
        message,
        (
            f"line {e.step.span.line}: {'a commit' if e.name == BLOCK else f'`{e.name}` commits'}"
            for e in found
        ),
        leaving.missing,
        len(found),
        leaving.edits,
    )
