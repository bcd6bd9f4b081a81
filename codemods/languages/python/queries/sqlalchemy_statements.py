"""How a function of the project runs the statement of SQLAlchemy that it is handed.

source: SQLAlchemy 2.0 documentation, "Session API", "Result"; SQLModel, "Session.exec" (scalars where
one thing is selected, rows otherwise).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from codemods.languages.python.queries.handing import RunsStatement, Taking
from codemods.languages.python.queries.reading import Ask, Link, unchain
from codemods.languages.python.queries.sqlalchemy_parts import SESSIONS
from codemods.model.code import Attribute, Await, Call, Comprehension, Expr, Name
from codemods.model.queries import Unreadable

RUNS = ("execute", "scalars", "scalar", "exec")
_TAKES = frozenset(
    ["all", "fetchall", "first", "fetchone", "one", "one_or_none", "scalar", "scalar_one",
     "scalar_one_or_none", "scalars", "mappings", "unique"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a session is handed, and how its answer is taken. `session` is what is asked."""

    session: Expr
    statement: Expr
    taking: Taking
    connection: bool
    own: bool = False  # it is a function that opens a session for itself
    through: str = ""  # of the function that asks, where `session` is not asked directly


def is_session(part: Expr, ask: Ask) -> bool:
    """Whether an expression is a session or a connection, and nothing else."""
    if isinstance(part, Call | Await):
        return False
    return bool(found := ask.types(part)) and all(t in SESSIONS for t in found)


def asked_by(expr: Expr, ask: Ask) -> Asked | None:
    """How an expression has a statement run; None when it does not, or does more."""
    match expr:
        case Call(callee=Name(id="list"), args=(only,)) if not only.star and only.keyword is None:
            return _listed(asked_by(only.value, ask))
        case Comprehension(type="list", elements=(element,), clauses=(clause,)) if (
            element == clause.target and not clause.conditions and not clause.is_async
        ):
            return _listed(asked_by(clause.iterable, ask))
        case _:
            pass

    def is_root(part: Expr) -> bool:
        return is_session(part, ask) or _run_by(part, ask) is not None

    chain = unchain(expr, ask, is_root)
    inner = _run_by(chain.root, ask)
    if inner is not None:
        taken = _taken(chain.links)
        if taken is None or (taken and inner.taking.ends):
            return None
        call = chain.root.value if isinstance(chain.root, Await) else chain.root
        callee = call.callee if isinstance(call, Call) else call
        callee = callee.value if isinstance(callee, Attribute) else callee
        taking = Taking(inner.taking.how, (*inner.taking.taken, *taken))
        return Asked(callee, inner.statement, taking, inner.connection, inner.own, inner.through)
    if not is_session(chain.root, ask) or not chain.links:
        return None
    first, rest = chain.links[0], chain.links[1:]
    taken = _taken(rest)
    statement = first.argument(0, "statement")
    if first.name not in RUNS or statement is None or len(first.args or ()) != 1 or taken is None:
        return None
    if first.has_stars or (first.name == "scalar" and taken):
        return None
    connection = any(t.endswith("Connection") for t in ask.types(chain.root))
    return Asked(chain.root, statement, Taking(first.name, taken), connection)


def handed_by(
    expr: Expr, ask: Ask
) -> tuple[Expr, RunsStatement, tuple[str, ...], bool] | Unreadable | None:
    """The function of the project that an expression hands a statement to.

    With what it is called on, what is taken from what it gives, and whether it is awaited.
    """
    refused: list[Unreadable] = []

    def is_root(part: Expr) -> bool:
        call = part.value if isinstance(part, Await) else part
        if not isinstance(call, Call):
            return False
        found = ask.runs_statement(call, isinstance(part, Await))
        if isinstance(found, Unreadable):
            refused.append(found)
        return isinstance(found, RunsStatement)

    chain = unchain(expr, ask, is_root)
    run, taken = _run_by(chain.root, ask), _taken(chain.links)
    call = chain.root.value if isinstance(chain.root, Await) else chain.root
    if run is None or not isinstance(call, Call):
        return refused[0] if refused else None
    if taken is None or (taken and run.taking.ends):
        return None
    callee = call.callee.value if isinstance(call.callee, Attribute) else call.callee
    return callee, run, taken, isinstance(chain.root, Await)


def _taken(links: tuple[Link, ...]) -> tuple[str, ...] | None:
    if any(n.name not in _TAKES or n.args is None or n.args or n.awaited for n in links):
        return None
    return tuple(n.name for n in links)


def _listed(asked: Asked | None) -> Asked | None:
    """A list of what is taken is that of all rows."""
    if asked is None or not asked.taking.whole:
        return None
    taking = asked.taking
    if not taking.ends:
        taking = Taking(taking.how, (*taking.taken, "all"))
    return Asked(asked.session, asked.statement, taking, asked.connection, asked.own, asked.through)


def _run_by(expr: Expr, ask: Ask) -> RunsStatement | None:
    call = expr.value if isinstance(expr, Await) else expr
    if not isinstance(call, Call):
        return None
    found = ask.runs_statement(call, isinstance(expr, Await))
    return None if isinstance(found, Unreadable) else found


def handed_over(runs_many: Call, statement: Expr, old: Expr, awaited: bool) -> Expr:
    """The call that gives all rows, with another statement in place of the old one."""
    args = tuple(replace(a, value=statement) if a.value is old else a for a in runs_many.args)
    call = replace(runs_many, args=args)
    return Await(call, 0, call.span) if awaited else call


__all__ = ["RUNS", "Asked", "asked_by", "handed_by", "handed_over", "is_session"]
