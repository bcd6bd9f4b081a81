"""What source already does well."""

from __future__ import annotations

import pytest

from codemods.languages.python import strengths

KNOWN = {
    "import asyncio\nasyncio.gather(a(), b())": (strengths.TOGETHER, 2, "asyncio.gather"),
    "from asyncio import gather as g\n\ng(a())": (strengths.TOGETHER, 3, "asyncio.gather"),
    "import asyncio as aio\naio.TaskGroup()": (strengths.TOGETHER, 2, "asyncio.TaskGroup"),
    "from sqlalchemy import select\nx.id.in_(ids)": (strengths.AT_ONCE, 2, ".in_"),
    "from sqlalchemy import orm\norm.selectinload(x)": (
        strengths.AHEAD, 2, "sqlalchemy.orm.selectinload",
    ),
    "from django.db import models\nUser.objects.filter(id__in=ids)": (
        strengths.AT_ONCE, 2, "id__in=",
    ),
    "from django.db import transaction\n@transaction.atomic\ndef f(): pass": (
        strengths.WHOLE, 2, "django.db.transaction.atomic",
    ),
    "import asyncpg\nc.executemany(sql, rows)": (strengths.IN_BULK, 2, ".executemany"),
}  # fmt: skip


@pytest.mark.parametrize("source", KNOWN)
def test_what_counts(source: str) -> None:
    assert strengths.strengths(source) == [strengths.Seen(*KNOWN[source])]


UNKNOWN = [
    "gather(a(), b())",  # whose?
    "from mine import gather\ngather(a())",
    "from .asyncio import gather\ngather(a())",
    "x.id.in_(ids)",  # no library that has it
    "User.objects.filter(id__in=ids)",
    "import asyncio\nasyncio.gather",  # not called
    "'asyncio.gather()'",
    "import asyncio\nasyncio.gather(",
]


@pytest.mark.parametrize("source", UNKNOWN)
def test_what_is_not_known_does_not_count(source: str) -> None:
    assert strengths.strengths(source) == []
