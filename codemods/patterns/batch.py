"""A query per loop item (N+1): ask once for all items, and look up what each one needs.

Finds
    Queries in a `for` loop, a comprehension or a `gather` over one, or in a `while` loop that counts
    through a list or empties one, whose key (one column or several) comes from the item, also where
    the query sits in a method somewhere else; three or more one after the other that differ only by their
    key, also as parts of one expression, as counts by state are;
    foreign keys that the items of a Django query set follow one by one, and relations of SQLAlchemy
    that are loaded item by item when they are read, also where functions get the rows one by one or all
    at once; objects behind foreign keys of peewee; and
    `fetch_related` of Tortoise for each item. What a Django model asks of itself in a method or
    a property that does nothing else is such a query, too. Queries and foreign keys in a method
    of a serializer or of the admin are told where many objects are serialised or listed at once.

Why
    Each item costs a round trip. A thousand orders whose users are fetched one by one take a
    thousand round trips; with `WHERE id IN (...)` they take one for every thousand.

Writes
    The distinct keys are collected before the loop, one query per chunk fills a dict (or a dict of
    lists), and the loop takes from there exactly what its query gave: None, an empty list, 0, or
    the library's own exception, raised when it is the item's turn. Through a helper method, its
    bulk twin is called, and written beside it where there is none. A function that makes more of its item
    than a query (`self._response(post)`) takes what was loaded by a keyword, and asks only where it is not
    given. Rows that foreign keys lead to
    are joined by `select_related` on the query set that gives the items, also where a caller makes it;
    rows that a loop takes whole from each item (`for line in order.lines.all()`, many-to-many fields as
    well) are loaded by `prefetch_related`; for relations of
    SQLAlchemy the query of the items gets `options(selectinload(...))`, in the helper that asks it where
    all its callers read them, else in a twin beside it; in peewee `prefetch(User)`, and
    Tortoise loads for a list by `fetch_for_list`. A handler that is there for the
    missing row alone becomes a lookup and a condition. In Django, keys of several columns are
    asked for pair by pair (`Q(a=..., b=...) | ...`), so that no row is read in vain.

Safe when
    the query varies by equality of its key alone, nothing in the loop writes what it reads or ends
    the transaction, keys and column are of a kind that the database and Python call equal alike,
    and no more than one row answers where one was taken.

Refuses
    queries that depend on earlier turns, queues that the loop itself fills, locks, errors handled
    item by item, pages and random rows, streams, lazy loads in the key, and values that the database
    compares in its own way where it cannot be asked which row belongs to which key: so in Tortoise ORM,
    which has no union, for numbers, first rows and rows that are no objects; other rows are asked about
    each key, by a `CASE` with the single query's own comparison.
    SQLAlchemy, Django, peewee and SQL text ask for each such key as before, in one branch of a
    `UNION ALL` with its number; where a list is compared alike, SQL text joins it with its positions.

In review
    - The column of the key has an index that a query for many keys can use.
    - The rows for all items fit in memory where they were read one by one before.
    - A bulk method that was written beside a helper has the name and the place that the team wants.
    - Tests that count queries or match SQL text are changed on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codemods.model.code import Function
from codemods.model.findings import Finding, Outcome, Refused
from codemods.patterns._batch_case import Reader
from codemods.patterns._batch_decide import decide_all
from codemods.patterns._batch_eager import find_eager
from codemods.patterns._batch_fetch import find_fetches
from codemods.patterns._batch_handed import find_handed
from codemods.patterns._batch_lazy import find_lazy
from codemods.patterns._batch_many import find_many
from codemods.patterns._batch_relationships import find_relations
from codemods.patterns._batch_sequences import FEWEST, find_sequences
from codemods.patterns._batch_serialized import find_serialized, may_serialise
from codemods.patterns._batch_sites import find_queries
from codemods.patterns._batch_together import joined_with
from codemods.patterns._batch_told import with_callers
from codemods.project.effects import Effects
from codemods.project.project import Project
from codemods.project.search import Candidate, Question, search

NAME = "batch"
VERDICTS = ("safe", "unsafe", "manual")

# Without one of them there is no query to find.
_CALLED = re.compile(r"\b[a-z_]\w*\(")
_LIBRARIES = frozenset(
    [
        "sqlalchemy", "sqlmodel", "django", "asyncpg", "psycopg", "psycopg2", "sqlite3",
        "aiosqlite", "databases", "tortoise", "peewee", "flask_sqlalchemy",
    ]
)  # fmt: skip


def find(project: Project, paths: frozenset[str] | None = None, jobs: int = 1) -> Outcome:
    """All places of the project (or of the given files) where one query could do for many."""
    return search(project, [question(project)], paths, jobs)[0]


def question(project: Project) -> Question | None:
    """What it asks of functions: where one query could do for many."""
    if not project.imported_tops() & _LIBRARIES:
        return None
    return Question(_wanted, _look)


def _wanted(candidate: Candidate) -> bool:
    words = ("for ", "while ", ".get(", ".scalar", ".execute(", ".one", ".all(", "sorted(", "map(")
    return (
        candidate.has_word(*words) or may_serialise(candidate) or candidate.repeats(_CALLED, FEWEST)
    )


def _look(project: Project, effects: Effects, function: Function) -> Iterator[Finding | Refused]:
    reader = Reader(NAME, project, effects, function, project.modules[function.module])
    return iter(with_callers(reader, _all_of))


def _all_of(reader: Reader) -> Iterator[Finding | Refused]:
    queries = find_queries(reader.effects, reader.scope, reader.function)
    decided = list(decide_all(reader, queries))
    many = list(find_many(reader))
    yield from joined_with(
        decided, [*find_eager(reader), *(m for m in many if not isinstance(m, Finding))]
    )
    yield from (m for m in many if isinstance(m, Finding))
    yield from find_handed(reader)
    yield from find_sequences(reader)
    yield from find_serialized(reader)
    yield from find_relations(reader)
    yield from find_fetches(reader)
    yield from find_lazy(reader)
