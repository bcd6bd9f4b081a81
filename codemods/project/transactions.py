"""Facts about transactions that stand elsewhere in a project: settings, signals, database objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Protocol

from codemods.languages.python.read import read_expression
from codemods.model.code import (
    Attribute,
    Call,
    Constant,
    Display,
    Expr,
    Name,
    Spread,
    Step,
    expressions,
    steps_within,
    walk,
)
from codemods.project.codebase import Codebase
from codemods.project.scope import Scope
from codemods.project.trace import Deed
from codemods.project.types import dotted_name, members

_START = re.compile(r"\b(?:Tortoise\.init|register_tortoise|RegisterTortoise)\(")

# source: SQLAlchemy documentation, "Session API", "Asynchronous I/O"; SQLModel and Flask-SQLAlchemy, reference
_SESSIONS = (
    "sqlalchemy.orm.Session", "sqlalchemy.orm.session.Session", "sqlmodel.Session",
    "sqlalchemy.ext.asyncio.AsyncSession", "sqlalchemy.ext.asyncio.session.AsyncSession",
    "sqlmodel.ext.asyncio.session.AsyncSession", "flask_sqlalchemy.session.Session",
)  # fmt: skip


class Looked(Protocol):
    @property
    def deeds(self) -> tuple[Deed, ...]: ...


def atomic_requests(project: Codebase) -> str:
    """The file whose settings make every request a transaction; "" where none does."""
    return _setting(project, "ATOMIC_REQUESTS", ("True",))


def routers_of(project: Codebase) -> str:
    """The file whose settings send queries to databases by routers; "" where none does."""
    return _setting(project, "DATABASE_ROUTERS", ())


def _setting(project: Codebase, word: str, values: tuple[str, ...]) -> str:
    key = f"setting {word}"
    if key not in project.memo:
        project.memo[key] = next(_files_that_set(project, word, values), "")
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _files_that_set(project: Codebase, word: str, values: tuple[str, ...]) -> Iterator[str]:
    for path in sorted(project.by_path):
        if not any(part in path.lower() for part in ("setting", "conf", "env")):
            continue
        for line in project.lines(path):
            if word in line and (not values or any(value in line for value in values)):
                if not line.lstrip().startswith("#"):
                    yield path
                    break


def alias_of(
    project: Codebase, look: Callable[[Step], Looked], steps: tuple[Step, ...]
) -> str | None:
    """The one Django database alias that the steps name; "" for the default, None for several."""
    if _setting(project, "DATABASE_ROUTERS", ()) and not _writes_to_default(project):
        return None
    named: set[str] = set()
    writes = 0
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if not isinstance(part, Call):
                    continue
                callee = part.callee
                given = next((a.value for a in part.args if a.keyword == "using"), None)
                if isinstance(callee, Attribute) and callee.name == "using":
                    given = part.argument(0, "alias")
                if given is not None:
                    if not isinstance(given, Constant) or not isinstance(given.value, str):
                        return None
                    named.add(given.value)
    for step in steps:
        for deed in look(step).deeds:
            writes += deed.kind == "write"
            if deed.depth and _names_an_alias(project, deed.where):
                return None
    if not named:
        return ""
    # Every write must name it: the others go to the default database.
    spelled = sum(
        1
        for step in steps_within(steps)
        for expr in expressions(step)
        for part in walk(expr)
        if isinstance(part, Call)
        and (
            any(a.keyword == "using" for a in part.args)
            or (isinstance(part.callee, Attribute) and part.callee.name == "using")
        )
    )
    return named.pop() if len(named) == 1 and spelled >= writes else None


def _writes_to_default(project: Codebase) -> bool:
    """Whether all routers of the project leave writes to the default database."""
    key = "routers write to default"
    if key not in project.memo:
        found = [
            function
            for module in project.modules.values()
            for fact in module.facts.functions
            if fact.name.endswith(".db_for_write")
            and (function := project.function(module, fact)) is not None
        ]
        given = [
            step.value
            for function in found
            for step in steps_within(function.body)
            if step.kind == "return"
        ]
        project.memo[key] = bool(found) and all(
            value is None or (isinstance(value, Constant) and value.value in (None, "default"))
            for value in given
        )
    return bool(project.memo[key])


def _names_an_alias(project: Codebase, name: str) -> bool:
    for function in project.functions_named(name):
        path = project.modules[function.module].path
        rows = project.lines(path)[function.span.line - 1 : function.span.end_line]
        if any("using(" in row or "using=" in row for row in rows):
            return True
    return False


def database_of(scope: Scope, steps: tuple[Step, ...]) -> tuple[str, str]:
    """The name of the peewee database that the models in the steps share, and its module.

    ("", "") where it is not one, or not a plain variable.
    """
    project = scope.project
    found: set[tuple[str, str]] = set()
    for step in steps_within(steps):
        for expr in expressions(step):
            for part in walk(expr):
                if not isinstance(part, Name | Attribute):
                    continue
                for kind in members(scope.type_of(part, step)):
                    for name in (kind.name, *(a.name for a in kind.args)):
                        if project.class_fact(name) is not None and "peewee.Model" in project.mro(
                            name
                        ):
                            found.add(_database_in_meta(project, name))
    return found.pop() if len(found) == 1 else ("", "")


def _database_in_meta(project: Codebase, cls: str) -> tuple[str, str]:
    for owner in project.mro(cls):
        module, _ = project.split(owner)
        meta = project.class_fact(f"{owner}.Meta")
        if module is None or meta is None:
            continue
        for line in project.lines(module.path)[meta[1].line - 1 : meta[1].end_line]:
            name, sign, value = line.partition("=")
            if name.strip() == "database" and sign and value.strip().isidentifier():
                symbol = project.lookup(module, value.strip())
                if symbol.kind == "variable":
                    home, _, short = symbol.name.rpartition(".")
                    return short, home
    return "", ""


def listens_to_commits(project: Codebase) -> str:
    """A file with code that runs at each commit of a session; "" where there is none.

    Events of SQLAlchemy do, and so do classes of sessions with a `commit` or `flush` of their own.
    """
    if "listens to commits" not in project.memo:
        project.memo["listens to commits"] = _own_commit(project) or next(
            (
                path
                for path in sorted(project.by_path)
                if any(
                    i.module.startswith("sqlalchemy") for i in project.by_path[path].facts.imports
                )
                and any(
                    "after_commit" in line or "before_commit" in line
                    for line in project.lines(path)
                )
            ),
            "",
        )
    found = project.memo["listens to commits"]
    return found if isinstance(found, str) else ""


def _own_commit(project: Codebase) -> str:
    for base in _SESSIONS:
        for cls in project.subclasses(base):
            fact = project.class_fact(cls)
            if fact is not None and {"commit", "flush"} & set(fact[1].methods):
                return f"`{cls}`"
    return ""


def several_connections(project: Codebase) -> str:
    """Where Tortoise is told of more than one connection: then a transaction must name its own."""
    key = "several connections"
    if key not in project.memo:
        project.memo[key] = next(_with_connections(project), "")
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _with_connections(project: Codebase) -> Iterator[str]:
    for module in project.modules.values():
        for name, places in module.variables.items():
            for line, end in places:
                if not any(
                    '"connections"' in r or "'connections'" in r
                    for r in project.lines(module.path)[line - 1 : end]
                ):
                    continue
                step = project.statement(module, line, end)
                if step is not None and (_connections_in(step.value) or 0) > 1:
                    yield f"{name} in {module.path}"
    for where, given in _started(project):
        if (_connections_in(given) or 0) > 1:
            yield where


def connections_not_known(project: Codebase) -> str:
    """Where Tortoise is started with connections that cannot be counted; "" for nowhere."""
    key = "connections not known"
    if key not in project.memo:
        project.memo[key] = next(
            (
                where
                for where, given in _started(project)
                if _connections_in(given) is None and not _is_counted(project, given)
            ),
            "",
        )
    found = project.memo[key]
    return found if isinstance(found, str) else ""


def _started(project: Codebase) -> Iterator[tuple[str, Expr]]:
    """The configuration that each start of Tortoise is given, and where; with a URL there is one."""
    for module in project.modules.values():
        rows = project.lines(module.path)
        for number, row in enumerate(rows):
            found = _START.search(row)
            if found is None or row.lstrip().startswith(("#", "def ", "from ", "import ")):
                continue
            call = _call_at(rows, number, found.start())
            words = {a.keyword: a.value for a in call.args} if call is not None else {}
            if call is None or "db_url" in words:
                continue
            given = words.get("config") or words.get("config_file") or call.argument(0)
            if given is None:
                given = words.get(None)
            if given is not None and given != Name("app"):
                yield f"{module.path}:{number + 1}", given


def _call_at(rows: list[str], number: int, column: int) -> Call | None:
    """The call that begins there, and may go on for some lines."""
    text = rows[number][column:]
    for row in rows[number + 1 : number + 40]:
        expr = read_expression(text.strip())
        if isinstance(expr, Call):
            return expr
        text += row
    expr = read_expression(text.strip())
    return expr if isinstance(expr, Call) else None


def _is_counted(project: Codebase, given: Expr) -> bool:
    """Whether a name means a dictionary that is written out in the project."""
    short = (dotted_name(given) or "").rpartition(".")[2]
    return any(
        _connections_in(step.value) is not None
        for module in project.modules.values()
        for line, end in module.variables.get(short, ())
        if (step := project.statement(module, line, end)) is not None
    )


def _connections_in(value: Expr | None) -> int | None:
    """How many connections a dictionary names; None where it cannot be told."""
    if not isinstance(value, Display) or value.type != "dict":
        return None
    for given, inner in zip(value.items[::2], value.items[1::2], strict=False):
        if given == Constant("str", "connections"):
            if isinstance(inner, Display) and not any(isinstance(i, Spread) for i in inner.items):
                return len(inner.items) // 2
    return None
