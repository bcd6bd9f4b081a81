"""Cursors that are opened in the loop for one query: the `with` blocks that go with it."""

from __future__ import annotations

from collections.abc import Iterable

from codemods.languages.python.spell import spell
from codemods.model.code import Attribute, Await, Block, Call, Expr, Name, Step, WithItem
from codemods.model.queries import Query
from codemods.patterns._batch_checks import without
from codemods.patterns._batch_sites import Found
from codemods.project.purity import names_used
from codemods.project.queries import Asker

_CONNECTIONS = frozenset(
    ["psycopg.Connection", "psycopg.AsyncConnection", "psycopg2.extensions.connection",
     "sqlite3.Connection", "aiosqlite.Connection",
     "django.db.backends.base.base.BaseDatabaseWrapper"]
)  # fmt: skip


def opened_for(found: Found, query: Query, start: int) -> Step | None:
    """The `with` statement in the loop that opens the cursor of a query, and serves nothing else."""
    if query.library != "raw" or found.helper is not None:
        return None
    for frame in found.frames[start:]:
        step = frame.step
        if frame.kind != "other" or step.kind != "with" or len(step.items) != 1:
            continue
        (item,) = step.items
        if step in found.consumed or _opens(item, query):
            used = _used_otherwise(step.blocks[0], found, item.target)
            return None if used or item.target is None else step
    return None


def of_driver(asker: Asker, step: Step) -> bool:
    """Whether a driver's own connection opens the cursor: a project's may begin and commit there."""
    context = step.items[0].context
    context = context.value if isinstance(context, Await) else context
    if not isinstance(context, Call) or not isinstance(context.callee, Attribute):
        return False
    found = asker.types(context.callee.value)
    return bool(found) and set(found) <= _CONNECTIONS


def _opens(item: WithItem, query: Query) -> bool:
    """`with connection.cursor() as cursor`, for a query that `cursor` runs."""
    context = item.context.value if isinstance(item.context, Await) else item.context
    return (
        isinstance(context, Call)
        and isinstance(context.callee, Attribute)
        and context.callee.name == "cursor"
        and isinstance(item.target, Name)
        and item.target == query.channel
    )


def _used_otherwise(block: Block, found: Found, target: Expr | None) -> bool:
    if not isinstance(target, Name):
        return True
    left: Iterable[Step] = without(block.steps, (found.site,), found.consumed)
    return any(target.id in names_used(step) for step in left)


def channel_of(found: Found, query: Query, start: int) -> Expr | None:
    """What a query is sent through, as it is known before the loop."""
    step = opened_for(found, query, start)
    if step is None or step in found.consumed:
        return query.channel
    return step.items[0].context


def opening_of(found: Found, query: Query, start: int) -> str:
    """The head of the `with` statement that opens the cursor for all keys; "" where none is needed."""
    step = opened_for(found, query, start)
    if step is None or step in found.consumed:
        return ""
    (item,) = step.items
    target = f" as {spell(item.target)}" if item.target is not None else ""
    return f"{'async ' if step.is_async else ''}with {spell(item.context)}{target}"
