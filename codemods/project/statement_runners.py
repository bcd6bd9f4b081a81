"""Calls of functions that run the statement they are handed: with one that is known, a query.

`await db.fetch_all(select(User))` is a query where `fetch_all` asks a session for what it is given and
hands on what comes back. Rows for many keys are asked for by the same function, or where it gives
one row, by another one that asks in the same way and gives all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from codemods.languages.python.queries.handing import RunsStatement, Taking
from codemods.languages.python.queries.sqlalchemy_statements import asked_by
from codemods.languages.python.spell import spell
from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Expr,
    Function,
    Name,
    Step,
    expressions,
    walk,
)
from codemods.model.queries import Unreadable
from codemods.project import calls
from codemods.project.codebase import Codebase
from codemods.project.decorators import receiver_name
from codemods.project.effects import Effects
from codemods.project.given import as_called
from codemods.project.runner_mentions import looks_at_given, running
from codemods.project.runner_steps import (
    Inside,
    Other,
    check_contexts,
    check_decorators,
    check_rest,
    in_order,
    settled,
    what_else,
)
from codemods.project.runners import neighbours
from codemods.project.scope import Scope
from codemods.project.shaping import folded
from codemods.project.types import Type, members

_MOST_LAYERS = 4
_MOST_STEPS = 24
_ENDING = frozenset(["commit", "rollback", "lock", "ddl"])


@dataclass(frozen=True, slots=True)
class StatementRunner:
    """What is known of such a function: the parameter that holds the statement, what it gives."""

    parameter: str
    taking: Taking
    through: str
    own: bool
    connection: bool


def runs_statement(
    effects: Effects, scope: Scope, call: Call, at: Step | None, awaited: bool, depth: int = 0
) -> RunsStatement | Unreadable | None:
    """How a call runs the statement it is handed; None where it does no such thing."""
    if depth > _MOST_LAYERS or not any(_may_be_statement(scope, a.value, at) for a in call.args):
        return None
    if any(a.star for a in call.args):
        return None
    targets = calls.targets(scope, call, at)
    if len(targets) != 1 or targets[0].kind != "function" or targets[0].function is None:
        return None
    function = targets[0].function
    if function.is_async != awaited or function.is_generator:
        return None
    self_type = targets[0].self_type if function.owner else None
    bound = calls.bind(scope.project, call, function)
    known = as_called(scope, function, bound, at)
    runner = statement_runner(effects, known, self_type, depth)
    if isinstance(runner, Unreadable):
        return runner if any(_is_statement(scope, a.value, at) for a in call.args) else None
    if runner is None:
        return None
    statement = bound.get(runner.parameter)
    if statement is None or not any(a.value is statement for a in call.args):
        return None
    others = tuple(a.value for a in call.args if a.value is not statement)
    found = RunsStatement(
        statement, runner.taking, others, runner.through, runner.own, runner.connection
    )
    many = [(call, runner.taking)] if runner.taking.whole else []
    beside = list(_beside(effects, function, self_type, runner, bool(others), depth))
    for name, taking in sorted(beside, key=lambda b: not b[1].ends):  # lists before results
        callee: Expr = Name(name)
        if isinstance(call.callee, Attribute):
            callee = Attribute(call.callee.value, name)
        else:
            symbol = scope.symbol_of(Name(name))
            if symbol is None or symbol.name != f"{function.module}.{name}":
                continue
        other = replace(call, callee=callee)
        if not others:
            other = replace(other, args=tuple(replace(a, keyword=None) for a in call.args))
        many.append((other, taking))
    return replace(found, many=tuple(many))


def _may_be_statement(scope: Scope, given: Expr, at: Step | None) -> bool:
    """A quick look, before anything is asked about what a call runs."""
    match given:
        case Name(id=name):
            return scope.is_local(name) or name in scope.parameters
        case Call():
            return True
        case _:
            return False


def _is_statement(scope: Scope, given: Expr, at: Step | None) -> bool:
    """Whether what is handed over is surely a statement."""
    types = [scope.project.catalogue.type(p.name) for p in members(scope.type_of(given, at))]
    return bool(types) and all(t is not None and t.statement for t in types)


def _beside(
    effects: Effects,
    function: Function,
    self_type: Type | None,
    runner: StatementRunner,
    given_more: bool,
    depth: int,
) -> Iterator[tuple[str, Taking]]:
    """The functions beside one that give all rows of a statement in the same way.

    With `given_more`, the call hands over more than the statement.
    """
    for other in neighbours(effects, function, self_type):
        found = statement_runner(effects, other, self_type, depth)
        if not isinstance(found, StatementRunner) or not found.taking.whole:
            continue
        if (found.through, found.own, found.connection) != (
            runner.through, runner.own, runner.connection,
        ):  # fmt: skip
            continue
        if given_more and other.parameters != function.parameters:
            continue
        if not given_more and not _takes_it_alone(effects.project, other, found.parameter):
            continue
        short = other.name.rpartition(".")[2]
        if short.startswith("_") and not function.name.rpartition(".")[2].startswith("_"):
            continue  # it is for those inside
        yield short, found.taking


def _takes_it_alone(project: Codebase, function: Function, parameter: str) -> bool:
    """Whether a function can be called with nothing but the statement, by its place."""
    own = list(function.parameters)
    if receiver_name(project, function) is not None:
        own = own[1:]
    if not own or own[0].name != parameter or own[0].kind != "positional":
        return False
    return all(p.default is not None or p.kind in ("args", "kwargs") for p in own[1:])


def statement_runner(
    effects: Effects, function: Function, self_type: Type | None, depth: int = 0
) -> StatementRunner | Unreadable | None:
    """What a function is that runs a statement; a reason when it is nearly one."""
    key = ("statement runner", function.name, function.span.line, self_type, function.given)
    memo = effects.project.memo
    if key not in memo:
        memo[key] = None
        memo[key] = _read(effects, Scope(effects.project, function, self_type), depth)
    return memo[key]  # type: ignore[return-value]


def _read(effects: Effects, scope: Scope, depth: int) -> StatementRunner | Unreadable | None:
    function = scope.function
    if not any(p.name != scope.receiver for p in function.parameters):
        return None
    try:
        return _understood(effects, scope, depth)
    except Other as other:
        if not _asks(effects, scope):
            return None
        short = function.name.rpartition(".")[2]
        return Unreadable(f"`{short}` {other}", other.trap)


def _asks(effects: Effects, scope: Scope) -> bool:
    """Whether a function has a statement run that it is handed."""
    found = effects.of_function(scope.function, scope.self_type).effects
    asked = [e for e in found if e.resource == "database"]
    known = scope.project.catalogue
    types = [p for name in scope.parameters for p in members(scope.type_of(Name(name)))]
    if asked and any((t := known.type(p.name)) is not None and t.statement for p in types):
        return True
    return any(e.decided_by is not None and "the statement given" in e.via for e in asked)


def _understood(effects: Effects, scope: Scope, depth: int) -> StatementRunner | None:
    function = scope.function
    body = list(function.body)
    if body and body[0].kind == "expression" and isinstance(body[0].value, Constant):
        body = body[1:]
    if not body or len(body) > _MOST_STEPS or not _mentions_parameter(scope, body):
        return None
    check_decorators(effects, function)
    steps = in_order(body)
    last = steps[-1]
    if last.kind != "return" or last.value is None:
        return None
    contexts = [s for s in steps if s.kind == "with"]
    made = folded([s for s in steps[:-1] if s.kind != "with"], last)
    if made is None:
        return None
    asker = Inside(effects, scope, last, depth + 1)
    asker.steps = steps
    found = asked_by(made[1], asker)
    if found is None:
        if _asks(effects, scope):
            raise Other("makes something of its rows that is not understood")
        return None
    names = {p.id for p in walk(found.statement) if isinstance(p, Name)} & set(scope.parameters)
    if not names:
        return None
    parameter = names.pop()
    if found.statement != Name(parameter) or parameter in scope.bindings:
        raise Other("adds to the statement that it runs")
    check_contexts(scope, contexts)
    summary = effects.of_function(function, scope.self_type)
    reason = what_else(parameter, summary)
    if reason is not None:
        raise Other(f"does more than run its statement: {reason}")
    if any(e.kind in _ENDING and e.resource == "database" for e in summary.effects):
        raise Other("does more than run its statement: it ends a transaction or locks rows")
    check_rest(asker, parameter, made[0])
    asked = [last.value, *(e for s in asker.consumed for e in expressions(s))]
    ran = [call.span for call in running(asked, parameter)]
    if looks_at_given(effects, scope, function.body, frozenset({parameter}), ran):
        raise Other("looks at the statement that it runs")
    bound = {
        p.id
        for s in contexts
        for i in s.items
        if i.target is not None
        for p in walk(i.target)
        if isinstance(p, Name)
    }
    entered = [spell(settled(asker, i.context, bound)) for s in contexts for i in s.items]
    root = settled(asker, found.session, bound)
    own = found.own or (isinstance(root, Name) and root.id in bound)
    if not own and isinstance(found.session, Name) and found.session.id not in scope.parameters:
        own = True  # made here, and kept nowhere
    if own and not found.taking.ends:
        raise Other("gives a result that is read elsewhere")
    shown = "" if own and not found.through else spell(root)
    alone = bool(found.through) and root == Name(scope.receiver or "")
    words = [*entered, *([] if alone else [shown]), found.through]
    return StatementRunner(
        parameter, found.taking, " ".join(w for w in words if w), own, found.connection
    )


def _mentions_parameter(scope: Scope, body: list[Step]) -> bool:
    """Whether a call is given a parameter: what is done to anything else is no matter here."""
    return any(
        isinstance(name, Name) and name.id in scope.parameters
        for step in _every(body)
        for e in expressions(step)
        for part in walk(e)
        if isinstance(part, Call)
        for a in part.args
        for name in walk(a.value)
    )


def _every(body: list[Step]) -> Iterator[Step]:
    for step in body:
        yield step
        for block in step.blocks:
            yield from _every(list(block.steps))


__all__ = ["StatementRunner", "runs_statement", "statement_runner"]
