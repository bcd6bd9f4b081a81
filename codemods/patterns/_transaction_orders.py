"""Whether another function of the project changes rows of the same tables in the other order.

Each of two transactions then may hold what the other one waits for, and a database ends one of them with an
error. Where each write is a transaction of its own, no lock is held while another one is waited for.

source: PostgreSQL, "Explicit Locking", section "Deadlocks"; MySQL, "Deadlocks in InnoDB".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from codemods.patterns._transaction_look import Reader
from codemods.project.codebase import Module
from codemods.project.dialects import is_test
from codemods.project.project import Project
from codemods.project.showing import functions_showing
from codemods.project.trace import Deed, Trace

_MOST_FUNCTIONS = 40  # that show the name of a table


def other_order(reader: Reader, deeds: Sequence[Deed]) -> str:
    """The fact that is missing where another function locks the rows of two tables the other way round."""
    mine = list(dict.fromkeys(d.table for d in _locking(deeds)))
    for first, second in combinations(mine, 2):
        short, other = (t.rpartition(".")[2] for t in (first, second))
        for name, theirs in _orders_of_others(reader, short, other):
            if second in theirs and first in theirs[theirs.index(second) :]:
                return (
                    f"`{name}` changes rows of `{other}` before those of `{short}`, and this does it the other "
                    "way round: two such transactions may wait for each other"
                )
    return ""


def _locking(deeds: Sequence[Deed]) -> list[Deed]:
    """The writes that lock rows which others may have locked: an inserted row is nobody else's."""
    return [d for d in deeds if d.kind == "write" and d.verb in ("update", "delete") and d.table]


def _orders_of_others(reader: Reader, *words: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """For the functions that show both tables: their names, and which tables they change in order."""
    project = reader.project
    looked = 0
    first, *others = (_modules_showing(project, word) for word in words)
    for module in first:
        if not all(module in other for other in others):
            continue
        for function in functions_showing(project, module, words[0]):
            looked += 1
            if looked > _MOST_FUNCTIONS:
                return
            if function.name == reader.function.name:
                continue
            key = ("tables changed in order", function.name, function.span.line)
            if key not in project.memo:
                scope = reader.effects.scope_of(function)
                found = _locking(list(Trace(reader.effects).steps(scope, function.body)))
                project.memo[key] = tuple(d.table for d in found)
            theirs = project.memo[key]
            if isinstance(theirs, tuple):
                yield function.name.rpartition(".")[2], theirs


def _modules_showing(project: Project, word: str) -> list[Module]:
    key = ("modules showing a table", word)
    found = project.memo.get(key)
    if not isinstance(found, list):
        found = project.memo[key] = [
            m
            for m in project.modules.values()
            if not is_test(m.path) and any(word in line for line in project.lines(m.path))
        ]
    return found


__all__ = ["other_order"]
