"""A second look at a function, with the types that its callers give to parameters that have none.

Nothing is `safe` by what it finds: the callers outside the project are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from codemods.model.code import Attribute, Call, Name, Step, expressions, steps_within, walk
from codemods.model.findings import Finding, Refused
from codemods.patterns._batch_case import Reader
from codemods.project.scope import Scope
from codemods.project.told import told_types

Answer = Finding | Refused


def with_callers(reader: Reader, look: Callable[[Reader], Iterator[Answer]]) -> list[Answer]:
    """What a look at a function finds, and what it finds when its callers are believed."""
    first = list(look(reader))
    if not _may_gain(reader, first):
        return first
    told = told_types(reader.project, reader.function)
    if not told:
        return first
    types = {**reader.scope.arguments, **{name: t.type for name, t in told.items()}}
    scope = Scope(reader.project, reader.function, reader.scope.self_type, types)
    again = Reader(
        reader.pattern, reader.project, reader.effects, reader.function, reader.module, scope
    )
    second = list(look(again))
    facts = tuple(told[name].missing(name) for name in sorted(scope.taken & set(told)))
    if not facts:
        return first
    return _merged(first, second, facts)


def _may_gain(reader: Reader, first: list[Answer]) -> bool:
    """Whether types of parameters could make a difference."""
    silent = {
        p.name
        for p in reader.function.parameters
        if p.annotation is None and p.name != reader.scope.receiver
    }
    if not silent:
        return False
    if any(not isinstance(f, Finding) or f.verdict == "unsafe" for f in first):
        return True
    return any(
        isinstance(part, Call)
        and isinstance(part.callee, Attribute)
        and isinstance(part.callee.value, Name)
        and part.callee.value.id in silent
        for step in _looped(reader)
        for expr in expressions(step)
        for part in walk(expr)
    )


def _looped(reader: Reader) -> Iterator[Step]:
    for step in steps_within(reader.function.body):
        if step.kind in ("for", "while"):
            for block in step.blocks:
                yield from steps_within(block.steps)


def _merged(first: list[Answer], second: list[Answer], facts: tuple[str, ...]) -> list[Answer]:
    """What is proved without the callers stays; all else is what they lead to."""
    proved = {a.span for a in first if isinstance(a, Finding) and a.verdict == "safe"}
    anew = {a.span for a in second} - proved
    found = [a for a in first if a.span not in anew]
    for answer in second:
        if answer.span in proved:
            continue
        if isinstance(answer, Finding) and answer.verdict != "manual":
            answer = replace(answer, verdict="unsafe", missing=(*answer.missing, *facts))
        found.append(answer)
    return found
