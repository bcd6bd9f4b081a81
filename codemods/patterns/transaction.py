"""Writes that belong together share one transaction: all of them are stored, or none.

Finds
    Two or more writes on the paths of one function (also in what it calls, through the connection
    it hands on, or through connections that its helpers open) that each commit themselves, and
    sessions that commit several times where one unit of work is stored.

Why
    An error between two writes (a lost connection, a constraint, a bug) leaves the first one stored
    and the second one not: an order without its lines, a payment without its receipt.

Writes
    The smallest block from the first write to the last, with the reads they depend on, in the idiom
    of the library: `async with conn.transaction():`, `async with pool.acquire() as conn,
    conn.transaction():`, `with transaction.atomic():`, `async with in_transaction():`, `with
    db.atomic():`. In sessions the commits in between become `flush()`, and the last one stays.
    Helpers that open a connection each are handed one, by a parameter that they have or get for it;
    helpers that commit flush instead, where they have other callers by `commit: bool = True`.

Safe when
    all writes go through one connection, nothing between them reaches the world outside, waits, or
    ends a transaction, no handler keeps an error of the database, no error is raised there on
    purpose, and the rows are not locked in an order that other transactions may reverse. With no
    fault the rows and values are the same; with a fault all of the block is stored or nothing, and
    the caller sees the same exception.

Refuses
    what is in a transaction already, handlers that swallow errors of the database, writes that must
    outlive an error, generators, long loops, changes of the schema, commits made for others to see.

In review
    - The error that a caller handles still means what it meant: nothing of the block is stored then.
    - Nothing outside the block waits to see its first write (a worker, a page that polls).
    - Rows that several of these blocks change are changed in the same order everywhere.
    - Values that are read, changed and stored again are computed by the database, or locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import Function
from codemods.model.findings import Finding, Outcome, Refused
from codemods.patterns._transaction_blocks import find_blocks
from codemods.patterns._transaction_commits import find_commits
from codemods.patterns._transaction_handing import find_handed
from codemods.patterns._transaction_helpers import find_helpers
from codemods.patterns._transaction_joins import find_joins
from codemods.patterns._transaction_look import Reader
from codemods.patterns._transaction_races import find_races
from codemods.project.decorators import decorator_kinds, has_decorator
from codemods.project.dialects import is_test
from codemods.project.effects import Effects
from codemods.project.project import Project
from codemods.project.search import Candidate, Question, search

NAME = "transaction"
VERDICTS = ("safe", "unsafe", "manual")

_LIBRARIES = frozenset(
    [
        "sqlalchemy", "sqlmodel", "django", "asyncpg", "psycopg", "psycopg_pool", "psycopg2", "sqlite3",
        "aiosqlite", "databases", "tortoise", "peewee", "flask_sqlalchemy",
    ]
)  # fmt: skip
_CALLED = re.compile(r"(\w+)\(")
_WRITING = ("execute", "save(", "create(", "commit(", "delete(", "update(", "INSERT", ".add(")
_WORDS = (
    "execute",
    "save(",
    "create(",
    "commit(",
    "delete(",
    "update(",
    "insert",
    "await ",
    ".add",
)

_OPENING = ("transaction", "atomic", "commit", "unit_of_work", "db_session")


def find(project: Project, paths: frozenset[str] | None = None, jobs: int = 1) -> Outcome:
    """All places of the project (or of the given files) whose writes belong together."""
    return search(project, [question(project)], paths, jobs)[0]


def question(project: Project) -> Question | None:
    """What it asks of functions: which writes belong together."""
    if not project.imported_tops() & _LIBRARIES:
        return None
    _writers(project)  # before the work is spread over processes
    return Question(_wanted, _look)


def _wanted(candidate: Candidate) -> bool:
    if is_test(candidate.module.path):
        return False
    project = candidate.project
    if candidate.has_word(*_WORDS):
        return True
    lines = project.lines(candidate.module.path)[candidate.fact.def_line : candidate.fact.end_line]
    return not _writers(project).isdisjoint(_CALLED.findall("\n".join(lines)))


def _writers(project: Project) -> frozenset[str]:
    """The names of functions that may write, told by their text: their callers are looked at, too."""
    found = project.memo.get("names of writers")
    if not isinstance(found, frozenset):
        names: set[str] = set()
        for module in project.modules.values():
            lines = project.lines(module.path)
            text = "\n".join(lines)
            if not any(word in text for word in _WRITING):
                continue
            for fact in module.facts.functions:
                part = "\n".join(lines[fact.def_line : fact.end_line])
                if any(word in part for word in _WRITING):
                    names.add(fact.name.rpartition(".")[2])
        found = project.memo["names of writers"] = frozenset(names)
    return found


def _look(project: Project, effects: Effects, function: Function) -> Iterator[Finding | Refused]:
    if has_decorator(project, function, "begin") or _may_begin(project, function):
        return
    summary = effects.of_function(function)
    if not any(e.resource == "database" and e.kind in ("write", "commit") for e in summary.effects):
        if not any(e.kind == "unknown" for e in summary.effects):
            return
    reader = Reader(project, effects, function, project.modules[function.module])
    found: list[Finding | Refused] = []
    for look in (find_handed, find_blocks, find_commits, find_joins, find_helpers):
        found += look(reader)
    yield from found
    yield from find_races(reader, [f for f in found if isinstance(f, Finding)])


def _may_begin(project: Project, function: Function) -> bool:
    """Whether a decorator that is not in a catalogue sounds like one that opens a transaction."""
    return any(
        not kind and any(word in name.rpartition(".")[2].lower() for word in _OPENING)
        for kind, name in decorator_kinds(project, function)
    )
