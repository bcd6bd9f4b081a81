"""Helpers that commit leave that to their caller: they flush, always or where they are asked to.

A helper that nobody else calls flushes. One with other callers gets a parameter that says who commits;
they go on as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.model.steps import Append, Exchange, FileEdit, Forget, HandOn, PlanStep, TakeParameter
from codemods.patterns._transaction_callers import compensating
from codemods.patterns._transaction_commits import Commit, commits_of, goes_on_after_errors
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Reader
from codemods.patterns._transaction_owner import why_not_ended
from codemods.patterns._transaction_signature import signature
from codemods.project import calls
from codemods.project.call_sites import call_sites
from codemods.project.connections import Connection, expression_of, settings_of
from codemods.project.decorators import receiver_name
from codemods.project.keeping import falls_through
from codemods.project.naming import Names
from codemods.project.scope import Scope
from codemods.project.signatures import used_otherwise, why_not_changed
from codemods.project.trace import Deed
from codemods.project.transactions import listens_to_commits
from codemods.project.types import dotted_name

BLOCK = ""  # stands for the block itself, among the names of who commits
_PARAMETER = "commit"


@dataclass(frozen=True, slots=True)
class Ending:
    """A statement that commits: by itself, or in the function `name` that it calls."""

    step: Step
    name: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """The edits, what they are not sure of, and the helpers that get a parameter."""

    edits: tuple[FileEdit, ...]
    missing: tuple[str, ...]
    asked: tuple[str, ...]


class _Lenient(Judge):
    """The commits of the helpers are what goes; what else they do must fit in one transaction."""

    def _deeds(self, deeds: Sequence[Deed]) -> None:
        for deed in deeds:
            if deed.kind == "swallow":
                raise Left(
                    f"`{deed.where}` keeps an error, and the caller would go on without what was "
                    "flushed before it"
                )
            if deed.kind == "rollback" and not deed.handler:
                raise Left(f"`{deed.where}` takes back what was flushed before it")


def leave_to_caller(
    reader: Reader,
    connection: Connection,
    found: Sequence[Ending],
    ancestors: tuple[tuple[Step, Block], ...],
) -> Leaving:
    """The helpers flush, and one commit is left; raises Left or Told where that cannot be."""
    if connection.style != "flushes" or connection.place is None:
        raise Left("")
    if any(ending.name == BLOCK for ending in found[:-1]):
        raise Left("there are commits between them")
    steps = _between(reader, found)
    _check_paths(steps)
    expr = expression_of(reader.scope, connection.place, steps)
    last = found[-1]
    # Where the last of them must commit, it stays as it is.
    stays = last.name != BLOCK and (not _is_at_hand(expr) or last.step.kind == "return")
    changing = found[:-1] if stays or last.name == BLOCK else found
    if any(ending.step.kind == "return" for ending in changing):
        raise Left("one of them is returned")
    judge = _Lenient(reader, connection)
    lines = frozenset(d.line for s in steps for d in reader.look(s).deeds if d.kind == "commit")
    judge.content(steps, lines | {s.span.line for s in steps})
    judge.around(ancestors, steps)
    goes_on_after_errors(reader, connection, Commit(last.step, _call(last.step), ancestors))
    by_file: dict[str, list[PlanStep]] = defaultdict(list)
    asked: list[str] = []
    missing: list[str] = []
    word = ""
    for name in dict.fromkeys(e.name for e in changing):
        function = _only(reader, name)
        calling = [(e.step, _call_of(reader, e.step, function)) for e in changing if e.name == name]
        commit = _own_commit(reader, function, *calling[0])
        word = "await " if isinstance(commit.step.value, Await) else ""
        path = reader.project.modules[function.module].path
        stays_called = stays and last.name == name
        if _called_by_others(reader, function) or stays_called:
            by_file[path] += _taking(reader, function, commit)
            here, line = reader.function.name, reader.function.span.line
            by_file[reader.module.path] += [
                HandOn(here, line, call.span, f"{_PARAMETER}=False") for _, call in calling
            ]
            asked.append(name)
            missing.append(
                f"nobody outside the project overrides or replaces {signature(reader.project, function)}, "
                "which takes one more parameter"
            )
        else:
            code = f"{_session(commit)}.flush()"
            by_file[path].append(Exchange(name, function.span.line, commit.call.span, code))
            missing.append(f"nobody outside the project needs `{name}` to commit")
    if not stays and last.name != BLOCK and expr is not None:
        code = f"{word}{spell(expr)}.commit()"
        by_file[reader.module.path].append(
            Append(reader.function.name, reader.function.span.line, last.step.span, code)
        )
    missing += judge.verdict.missing
    missing += _not_known(reader, connection, found)
    edits = tuple(FileEdit(path, tuple(own)) for path, own in sorted(by_file.items()))
    return Leaving(edits, tuple(dict.fromkeys(missing)), tuple(asked))


def _not_known(reader: Reader, connection: Connection, found: Sequence[Ending]) -> Iterator[str]:
    reason = why_not_ended(reader, connection)
    if reason:
        yield reason
    where = listens_to_commits(reader.project)
    if where:
        yield f"{where} runs code at each commit"
    for where in compensating(reader):
        yield f"{where}: a caller works on the database after an error of this function"
    place = connection.place
    expr = expression_of(reader.scope, place, reader.function.body) if place is not None else None
    at = found[0].step
    if expr is None or settings_of(reader.scope, expr, at, "expire_on_commit") != {False}:
        yield (
            f"line {at.span.line}: nothing is loaded anew after it that the database makes by itself "
            "(a commit expires objects, a flush does not)"
        )


def _check_paths(steps: tuple[Step, ...]) -> None:
    for step in steps[:-1]:
        for inner in steps_within((step,)):
            if inner.kind in ("return", "break", "continue"):
                raise Left(
                    f"line {inner.span.line}: a path leaves between them, and what is stored before "
                    "it would be lost there"
                )


def _between(reader: Reader, found: Sequence[Ending]) -> tuple[Step, ...]:
    """The statements from the first call to the last."""
    first, last = found[0].step, found[-1].step
    return tuple(
        step
        for step in steps_within(reader.function.body)
        if step.path[:-1] == first.path[:-1] and first.path <= step.path <= last.path
    )


def _is_at_hand(expr: Expr | None) -> bool:
    """Whether a session has a name here, and is no private matter of another object."""
    while isinstance(expr, Attribute):
        if expr.name.startswith("_") and not isinstance(expr.value, Name):
            return False
        expr = expr.value
    return isinstance(expr, Name)


def _call(step: Step) -> Call:
    found = (p for e in expressions(step) for p in walk(e) if isinstance(p, Call))
    call = next(found, None)
    if call is None:
        raise Left("")
    return call


def _call_of(reader: Reader, step: Step, function: Function) -> Call:
    """The one call of a function in a statement."""
    found = [
        part
        for expr in expressions(step)
        for part in walk(expr)
        if isinstance(part, Call)
        and any(
            t.function is not None and t.function.name == function.name
            for t in calls.targets(reader.scope, part, step)
        )
    ]
    if len(found) != 1:
        raise Left(f"`{function.name}` is not called here itself")
    if len(calls.targets(reader.scope, found[0], step)) != 1:
        raise Left(f"it may be another function than `{function.name}` that is called")
    return found[0]


def _called_by_others(reader: Reader, function: Function) -> bool:
    """Whether others need its commit: callers, a decorator that keeps it, whoever it is handed to."""
    if used_otherwise(reader.project, function) or any(
        dotted_name(mark) not in ("staticmethod", "classmethod") for mark in function.decorators
    ):
        return True
    sites = call_sites(reader.project, function)
    return not sites or any(s.scope.function.name != reader.function.name for s in sites)


def _only(reader: Reader, name: str) -> Function:
    found = reader.project.functions_named(name)
    if len(found) != 1:
        raise Left(f"`{name}` is not one function")
    return found[0]


def _own_commit(reader: Reader, function: Function, step: Step, call: Call) -> Commit:
    """The one commit of a helper: a statement that every path comes to which no error ends."""
    module = reader.project.modules[function.module]
    inner = Reader(reader.project, reader.effects, function, module)
    given = {}
    for name, value in calls.bind(reader.project, call, function).items():
        type_ = reader.scope.type_of(value, step) if value is not None else None
        if type_ is not None:
            given[name] = type_
    (target,) = calls.targets(reader.scope, call, step)
    self_type = target.self_type if function.owner else None
    inner.scope = Scope(reader.project, function, self_type, given)
    own = [commit for _, commit in commits_of(inner, function.body, ())]
    if len(own) != 1:
        raise Left(f"`{function.name}` commits in several places")
    for around, block in own[0].ancestors:
        if around.kind != "try" or block.role != "body":
            raise Left(f"only some paths of `{function.name}` commit")
        for other in around.blocks:
            if other.role == "handler" and falls_through(other):
                raise Left(
                    f"`{function.name}` keeps an error of its commit, and the caller would go on "
                    "without what it has flushed"
                )
            if other.role == "finally" and any(inner.look(s).of_database() for s in other.steps):
                raise Left(f"`{function.name}` ends its session itself")
    return own[0]


def _session(commit: Commit) -> str:
    callee = commit.call.callee
    if not isinstance(callee, Attribute):
        raise Left("")
    return spell(callee.value)


def _taking(reader: Reader, function: Function, commit: Commit) -> Iterator[PlanStep]:
    """The helper is told who commits."""
    project = reader.project
    shown = signature(project, function)
    reason = why_not_changed(project, function)
    if reason:
        raise Left(f"{shown} stands in the way: {reason}")
    module = project.modules[function.module]
    inner = Reader(project, reader.effects, function, module)
    if Names(inner.scope).has(_PARAMETER):
        raise Left(f"{shown} stands in the way: `{_PARAMETER}` has another meaning in it")
    if commit.step.shared_line or commit.step.span.line != commit.step.span.end_line:
        raise Left(f"the commit of `{function.name}` does not stand in a line of its own")
    own = [p for p in function.parameters if p.name != receiver_name(project, function)]
    plain = bool(own) and not any(p.annotation is not None for p in own)
    code = f"{_PARAMETER}=True" if plain else f"{_PARAMETER}: bool = True"
    name, line = function.name, function.span.line
    word = "await " if isinstance(commit.step.value, Await) else ""
    session = _session(commit)
    lines = f"if {_PARAMETER}:\n    {word}{session}.commit()\nelse:\n    {word}{session}.flush()"
    yield TakeParameter(name, line, code)
    yield Append(name, line, commit.step.span, lines)
    yield Forget(name, line, commit.step.span)
