"""Sessions and connections that commit several times for one unit of work: one commit is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from codemods.languages.python.refusal import CannotWrite
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Await,
    Block,
    Call,
    Expr,
    Name,
    Step,
    steps_within,
)
from codemods.model.findings import Finding, Refused
from codemods.model.spans import Span
from codemods.model.steps import Exchange, FileEdit, Forget, PlanStep
from codemods.patterns._transaction_callers import compensating
from codemods.patterns._transaction_expiry import Expiry, entity_attribute, stands_before
from codemods.patterns._transaction_judge import Judge
from codemods.patterns._transaction_look import Left, Reader, Told, over
from codemods.patterns._transaction_owner import opened_here, why_not_ended
from codemods.patterns._transaction_requests import is_of_requests, why_not_one_database
from codemods.project.callers import held_by_callers
from codemods.project.connections import Connection, connection_of, expression_of, settings_of
from codemods.project.surroundings import around
from codemods.project.transactions import listens_to_commits

_EXPLICIT = ("flushes", "commits", "optional")


@dataclass(frozen=True, slots=True)
class Commit:
    """A statement that is nothing but a commit, and the blocks around it, outermost first."""

    step: Step
    call: Call
    ancestors: tuple[tuple[Step, Block], ...]
    block: tuple[Step, ...] = ()  # the statements beside it


def find_commits(reader: Reader) -> Iterator[Finding | Refused]:
    """Findings and refusals for each connection that the function commits more than once."""
    found: dict[Connection, list[Commit]] = defaultdict(list)
    for connection, commit in commits_of(reader, reader.function.body, ()):
        found[connection].append(commit)
    for connection, commits in found.items():
        if len(commits) > 1:
            yield from _for_connection(reader, connection, commits)


def commits_of(
    reader: Reader, steps: tuple[Step, ...], ancestors: tuple[tuple[Step, Block], ...]
) -> Iterator[tuple[Connection, Commit]]:
    for step in steps:
        if step.kind == "expression" and step.value is not None:
            inner = step.value.value if isinstance(step.value, Await) else step.value
            if isinstance(inner, Call) and isinstance(inner.callee, Attribute):
                for effect in reader.look(step).of_database("commit"):
                    connection = connection_of(reader.scope, effect)
                    direct = effect.via.rpartition(".")[2] == inner.callee.name == "commit"
                    if direct and connection.style in _EXPLICIT and not connection.foreign:
                        yield connection, Commit(step, inner, ancestors, steps)
        for block in step.blocks:
            yield from commits_of(reader, block.steps, (*ancestors, (step, block)))


def _for_connection(
    reader: Reader, connection: Connection, commits: list[Commit]
) -> Iterator[Finding | Refused]:
    """Units of work end with the last commit of a block; earlier ones may lie deeper in it."""
    pending = list(commits)
    while pending:
        final = pending.pop()
        group = [c for c in pending if _leads_to(c, final)]
        if group:
            pending = [c for c in pending if c not in group]
            yield from _decide(reader, connection, group, final)
        elif pending:
            reason = _why_apart(reader, pending[-1], final)
            if reason:
                span = _span(pending[-1], final)
                yield reader.refused(span, reason)


def _why_apart(reader: Reader, earlier: Commit, final: Commit) -> str:
    """Why two commits after each other are not made one."""
    depth = len(earlier.ancestors)
    if final.ancestors[:depth] != earlier.ancestors:
        return ""
    for step, block in final.ancestors[depth:]:
        line = step.span.line
        if step.kind in ("for", "while"):
            return f"line {line}: each turn of the loop commits for itself"
        if step.kind == "try" and block.role == "body":
            return f"line {line}: the handlers there may swallow what the last commit raises"
        if step.kind in ("if", "match"):
            return f"line {line}: only some paths go on to the last commit"
    return ""


def _leads_to(commit: Commit, final: Commit) -> bool:
    """Whether a commit stands before the final one in its block, or deeper in a step before it."""
    depth = len(final.ancestors)
    if commit.ancestors[:depth] != final.ancestors:
        return False
    if not stands_before(commit.step, final.step):
        return False
    deeper = commit.ancestors[depth:]
    if any(
        s.kind in ("for", "while", "match") or (b.role != "body" and b.role != "else")
        for s, b in deeper
    ):
        return False
    # What leaves after its commit is another path.
    for position, (_, block) in enumerate(deeper):
        last = block.steps[-1]
        if last.kind in ("return", "raise", "continue", "break") and position == len(deeper) - 1:
            return False
    return True


def _decide(
    reader: Reader, connection: Connection, group: list[Commit], final: Commit
) -> Iterator[Finding | Refused]:
    try:
        _check_place(reader, connection, final)
        kept = _with_writes(reader, connection, group, final)
        if not kept:
            return
        judge = Judge(reader, connection)
        # Between them lie commits that store nothing more: they go, too.
        going = [c for c in group if not stands_before(c.step, kept[0].step)]
        lines = frozenset(c.step.span.line for c in (*going, final))
        after = _after(kept[0], final)
        judge.content(after, lines, _before(reader, kept[0]))
        judge.around(final.ancestors, after)
        _handlers(reader, kept[0], final)
        _let_go(reader, judge, kept[0], final)
        goes_on_after_errors(reader, connection, final)
        _states(reader, kept, final)
        _leaves(kept[0], final)
        if connection.style == "flushes":
            _stale(reader, judge, connection, kept, final)
        for where in compensating(reader):
            judge.verdict.lacks(
                f"{where}: a caller works on the database after an error of this function"
            )
        reason = why_not_ended(reader, connection)
        if reason:
            judge.verdict.lacks(reason)
        steps = tuple(_edit(reader, connection, c) for c in going)
        yield _made(reader, kept, final, judge, steps)
    except Told as told:
        reason = f"the commit before may be meant to be visible there: {told}"
        span = _span(group[0], final)
        yield reader.refused(span, reason)
    except (Left, CannotWrite) as left:
        if str(left):
            span = _span(group[0], final)
            yield reader.refused(span, str(left))


def _check_place(reader: Reader, connection: Connection, final: Commit) -> None:
    if connection.style == "flushes":
        if around(reader.effects, reader.scope, final.ancestors).transaction:
            raise Left("a block around it opens and ends the transaction")
        held = held_by_callers(reader.effects, reader.function).transaction
        if held:
            raise Left(f"a caller opens and ends the transaction: {held}")
    if connection.place is None:
        raise Left("")
    if is_of_requests(reader.project, connection.place):
        several = why_not_one_database(reader.project)
        if several:
            raise Left(several)
    if connection.library == "aiosqlite" or connection.type == "psycopg.AsyncConnection":
        if connection.place.kind != "fresh" and connection.place.path:
            raise Left(
                f"`{connection}` may be shared by tasks: their statements would be taken along"
            )
    expr = expression_of(reader.scope, connection.place, reader.function.body)
    if expr is None:
        return
    _one_database(reader, expr, final.step)
    if stores_at_once(reader, expr, final.step):
        raise Left("the connection stores each statement at once: its commits do nothing")


def _one_database(reader: Reader, expr: Expr, at: Step) -> None:
    if settings_of(reader.scope, expr, at, "binds"):
        raise Left("the session may be bound to two databases, which no transaction holds together")


def stores_at_once(reader: Reader, expr: Expr, at: Step) -> bool:
    """Whether a connection with commits was opened to store each statement by itself."""
    levels = settings_of(reader.scope, expr, at, "isolation_level")
    return (
        None in levels
        or "AUTOCOMMIT" in levels
        or (True in settings_of(reader.scope, expr, at, "autocommit"))
    )


# -- what the commits separate ----------------------------------------------------------------------


def _with_writes(
    reader: Reader, connection: Connection, group: list[Commit], final: Commit
) -> list[Commit]:
    """The commits before which something was written, and after which something is again."""
    kept: list[Commit] = []
    ends = [c.step for c in (*group, final)]
    writes = [s for s in steps_within(reader.function.body) if _writes(reader, connection, s)]
    for number, commit in enumerate(group):
        before = [s for s in writes if stands_before(s, commit.step)]
        if number:
            before = [s for s in before if stands_before(ends[number - 1], s)] or (
                before if not kept else []
            )
        # Whatever comes after it, next or behind a commit that stores nothing more.
        after = [
            s for s in writes if stands_before(commit.step, s) and stands_before(s, final.step)
        ]
        if before and after:
            kept.append(commit)
    return kept


def _writes(reader: Reader, connection: Connection, step: Step) -> bool:
    if step.blocks:
        return False
    look = reader.look(step)
    for effect in look.of_database("write"):
        if connection_of(reader.scope, effect) == connection:
            return True
    if connection.style != "flushes":
        return False
    return any(entity_attribute(reader, t, step) for t in step.targets)


def _before(reader: Reader, first: Commit) -> tuple[Step, ...]:
    """The statements whose writes a commit may store."""
    return tuple(
        s
        for s in steps_within(reader.function.body)
        if not s.blocks and stands_before(s, first.step)
    )


def _after(first: Commit, final: Commit) -> tuple[Step, ...]:
    """The statements that run after a commit, up to the last one."""
    found: list[Step] = []
    depth = len(final.ancestors)
    inner = first.step
    for owner, block in reversed(first.ancestors[depth:]):
        found += [s for s in block.steps if stands_before(inner, s)]
        if owner.kind == "try":
            found += [s for b in owner.blocks if b.role in ("else", "finally") for s in b.steps]
        inner = next(s for s, b in first.ancestors if b is block)
    found += [
        s for s in final.block if stands_before(inner, s) and not stands_before(final.step, s)
    ]
    return tuple(s for s in found if s is not final.step)


def _leaves(first: Commit, final: Commit) -> None:
    """A path that leaves between the commits would lose what the first one stored."""
    for step in _after(first, final):
        for inner in steps_within((step,)):
            if inner.kind in ("return", "break", "continue") and not _in_own_loop(inner, step):
                raise Left(
                    f"line {inner.span.line}: a path leaves between the commits: what the first "
                    "one has stored would be lost there"
                )


def _in_own_loop(inner: Step, step: Step) -> bool:
    if inner.kind == "return":
        return False
    loops = [s for s in steps_within((step,)) if s.kind in ("for", "while")]
    return any(inner.path[: len(s.path)] == s.path and s is not inner for s in loops)


def _handlers(reader: Reader, first: Commit, final: Commit) -> None:
    """A `try` around an earlier commit alone: its handlers must end the path."""
    from codemods.project.trace import falls_through

    for step, block in first.ancestors[len(final.ancestors) :]:
        if step.kind != "try" or block.role != "body":
            continue
        for other in step.blocks:
            if other.role == "handler" and falls_through(other):
                ends = other.steps and other.steps[-1].kind in ("return", "continue", "break")
                if not ends:
                    raise Left(
                        f"line {step.span.line}: an error of the first commit is handled there, and "
                        "the function goes on"
                    )


def _let_go(reader: Reader, judge: Judge, first: Commit, final: Commit) -> None:
    """A block around an earlier commit alone must not keep others away until that commit."""
    for step, _ in first.ancestors[len(final.ancestors) :]:
        if step.kind != "with":
            continue
        for effect in reader.effects.of_step(reader.scope, step).effects:
            if effect.kind == "lock" and effect.resource != "database":
                raise Left(
                    f"line {step.span.line}: `{effect.via}` lets others in there, who would not see "
                    "what is committed later"
                )
            if effect.kind == "unknown" and effect.resource != "database":
                judge.verdict.lacks(f"line {step.span.line}: {effect.via}")


def goes_on_after_errors(reader: Reader, connection: Connection, final: Commit) -> None:
    """Raises Left where somebody may commit after an error what was flushed before it."""
    own = connection.place is not None and connection.place.kind == "fresh"
    name = connection.place.root.partition("@")[0] if connection.place is not None else ""
    for step, block in reversed(final.ancestors):
        if step.kind == "with" and any(i.target == Name(name) for i in step.items):
            if not opened_here(reader.scope, name):
                return  # it is closed when an error leaves this block
        if step.kind != "try" or block.role != "body":
            continue
        for other in step.blocks:
            if other.role not in ("handler", "finally"):
                continue
            deeds = [d.kind for s in other.steps for d in reader.look(s).deeds]
            first = next((k for k in deeds if k in ("commit", "rollback")), "")
            ends = other.steps[-1].kind if other.steps else ""
            if first != "commit" and (
                other.role == "finally" or ends == "raise" or (ends == "return" and own)
            ):
                continue
            if first != "rollback":
                raise Left(
                    f"line {step.span.line}: an error is handled there without a rollback, and a "
                    "later commit would store what was flushed before it"
                )


def _states(reader: Reader, kept: list[Commit], final: Commit) -> None:
    """A state that is stored, and replaced after the next commit, was meant to be seen."""
    seen: dict[tuple[str, str], int] = {}
    bounds = [c.step for c in kept] + [final.step]
    for step in steps_within(reader.function.body):
        for target in step.targets:
            found = entity_attribute(reader, target, step)
            if found is None or not stands_before(step, final.step):
                continue
            section = sum(not stands_before(step, b) for b in bounds)
            key = (spell(found[0]), found[1])
            if seen.setdefault(key, section) != section:
                raise Left(
                    f"line {step.span.line}: `{key[0]}.{key[1]}` is stored twice: others may wait "
                    "to see the first state"
                )


def _stale(
    reader: Reader, judge: Judge, connection: Connection, kept: list[Commit], final: Commit
) -> None:
    """A commit expires objects, which then load anew; a flush leaves them what they have in memory.

    What the database may have changed (a rounded number, a collection, a row changed past the
    object) is then not seen.
    """
    where = listens_to_commits(reader.project)
    if where:
        judge.verdict.lacks(f"{where} runs code at each commit")
    expr = (
        expression_of(reader.scope, connection.place, reader.function.body)
        if connection.place is not None
        else None
    )
    kept_alive = expr is not None and settings_of(
        reader.scope, expr, final.step, "expire_on_commit"
    ) == {False}
    if kept_alive:
        return
    for reason in Expiry(reader, kept[0].step).reasons(
        _before(reader, final), _after(kept[0], final)
    ):
        raise Left(reason)


# -- the edit ---------------------------------------------------------------------------------------


def _edit(reader: Reader, connection: Connection, commit: Commit) -> PlanStep:
    function, line = reader.function.name, reader.function.span.line
    if commit.step.shared_line:
        raise Left("several statements share a line")
    if connection.style == "flushes":
        callee = commit.call.callee
        if not isinstance(callee, Attribute):
            raise Left("")
        return Exchange(function, line, commit.call.span, f"{spell(callee.value)}.flush()")
    if len(commit.block) == 1:
        raise Left("the commit is all that stands in its block")
    return Forget(function, line, commit.step.span)


def _span(first: Commit, final: Commit) -> Span:
    return over(first.step.span, final.step.span)


def _made(
    reader: Reader, kept: list[Commit], final: Commit, judge: Judge, steps: tuple[PlanStep, ...]
) -> Finding:
    missing, count = judge.verdict.missing, len(kept) + 1
    return reader.finding(
        _span(kept[0], final),
        "unsafe" if missing else "safe",
        f"an error between {count} commits leaves a part of the work stored; with one commit at the "
        "end it is all of it or none",
        (f"line {c.step.span.line}: a commit" for c in (*kept, final)),
        missing,
        count,
        (FileEdit(reader.module.path, steps),),
    )
