"""Calls in a row that each commit the session they are given: their caller commits once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from codemods.languages.python.spell import spell
from codemods.model.code import Attribute, Await, Function, Step, steps_within
from codemods.model.findings import Finding
from codemods.model.steps import Append, Exchange, FileEdit, PlanStep
from codemods.patterns._transaction_commits import commits_of
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Look, Reader, Told, over
from codemods.project.call_sites import call_sites
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, connection_of, expression_of

_OWN = ""  # a commit of the block itself


def find_helpers(reader: Reader) -> Iterator[Finding]:
    """Findings for blocks in which calls commit for themselves, and then others or the block do."""
    if not held_by_callers(reader.effects, reader.function).transaction:
        yield from _in_block(reader, reader.function.body)


def _in_block(reader: Reader, steps: tuple[Step, ...]) -> Iterator[Finding]:
    ending: dict[Connection, list[tuple[Step, str]]] = defaultdict(list)
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
                ending[connection].append((look.step, names[0]))
                since.clear()
            elif not names and ending[connection] and any(_writes(s) for s in since):
                ending[connection].append((look.step, _OWN))
        if not look.of_database("commit"):
            since.append(look)
    for connection, found in ending.items():
        if len(found) > 1:
            yield _told(reader, connection, found)
    for step in steps:
        for block in step.blocks:
            yield from _in_block(reader, block.steps)


def _writes(look: Look) -> bool:
    return any(d.kind == "write" for d in look.deeds)


def _told(reader: Reader, connection: Connection, found: list[tuple[Step, str]]) -> Finding:
    names = list(dict.fromkeys(n for _, n in found if n != _OWN))
    shown = " and ".join(f"`{n}`" for n in names[:3])
    several = len(names) > 1
    message = (
        f"{shown} {'commit for themselves' if several else 'commits for itself'}: an error "
        f"{'between them' if several else 'after it'} leaves what it has stored without the rest; "
        f"let {'them' if several else 'it'} flush, and commit once here"
    )
    missing: tuple[str, ...] = ()
    try:
        edits = _edits(reader, connection, found, names)
        missing = tuple(f"nobody outside the project needs `{n}` to commit" for n in names)
    except (Left, Told) as left:
        edits = ()
        message += f" ({left})" if str(left) else ""
    return reader.finding(
        over(found[0][0].span, found[-1][0].span),
        "unsafe" if edits else "manual",
        message,
        (f"line {s.span.line}: {'a commit' if n == _OWN else f'`{n}` commits'}" for s, n in found),
        missing,
        len(found),
        edits,
    )


def _edits(
    reader: Reader, connection: Connection, found: list[tuple[Step, str]], names: list[str]
) -> tuple[FileEdit, ...]:
    """The helpers flush, and the caller commits after the last of them."""
    if connection.style != "flushes" or connection.place is None:
        raise Left("")
    if any(step.kind == "return" for step, _ in found):
        raise Left("the last of them is returned")
    if any(name == _OWN for _, name in found[:-1]):
        raise Left("there are commits between them")
    steps = _between(reader, found)
    lines = frozenset(d.line for s in steps for d in reader.look(s).deeds if d.kind == "commit")
    judge = _Lenient(reader, connection)
    judge.content(steps, lines | {s.span.line for s in steps})
    by_file: dict[str, list[PlanStep]] = defaultdict(list)
    spelled = ""
    for name in names:
        function = _only(reader, name)
        sites = call_sites(reader.project, function)
        if not sites or any(s.scope.function.name != reader.function.name for s in sites):
            raise Left(f"`{name}` has other callers, which need its commit")
        module = reader.project.modules[function.module]
        inner = Reader(reader.project, reader.effects, function, module)
        own = list(commits_of(inner, function.body, ()))
        if len(own) != 1 or own[0][1].ancestors:
            raise Left(f"`{name}` commits in several places")
        call = own[0][1].call
        if not isinstance(call.callee, Attribute):
            raise Left("")
        code = f"{spell(call.callee.value)}.flush()"
        by_file[module.path].append(Exchange(name, function.span.line, call.span, code))
        spelled = "await " if isinstance(own[0][1].step.value, Await) else ""
    if found[-1][1] != _OWN:
        expr = expression_of(reader.scope, connection.place, steps)
        if expr is None:
            raise Left("the session has no name here")
        here = by_file[reader.module.path]
        function_name, line = reader.function.name, reader.function.span.line
        code = f"{spelled}{spell(expr)}.commit()"
        here.append(Append(function_name, line, found[-1][0].span, code))
    return tuple(FileEdit(path, tuple(edits)) for path, edits in sorted(by_file.items()))


class _Lenient(Judge):
    """The commits of the helpers are what goes."""

    def _deeds(self, deeds: object) -> None:
        return


def _between(reader: Reader, found: list[tuple[Step, str]]) -> tuple[Step, ...]:
    """The statements from the first call to the last."""
    first, last = found[0][0], found[-1][0]
    return tuple(
        step
        for step in steps_within(reader.function.body)
        if step.path[:-1] == first.path[:-1] and first.path <= step.path <= last.path
    )


def _only(reader: Reader, name: str) -> Function:
    found = reader.project.functions_named(name)
    if len(found) != 1:
        raise Left(f"`{name}` is not one function")
    return found[0]
