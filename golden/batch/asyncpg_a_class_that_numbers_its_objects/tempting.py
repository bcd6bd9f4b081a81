import itertools
from dataclasses import dataclass, field

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""

NUMBERS = itertools.count(1)


@dataclass
class User:
    id: int
    email: str
    place: int = field(default_factory=lambda: next(NUMBERS))


async def by_id(connection: asyncpg.Connection, user_id: int) -> User | None:
    row = await connection.fetchrow(
        "SELECT id, email FROM users WHERE id = $1", user_id
    )
    return User(**row) if row else None


async def by_ids(connection: asyncpg.Connection, ids: list[int]) -> dict[int, User]:
    rows = await connection.fetch("SELECT id, email FROM users WHERE id = ANY($1)", ids)
    return {row["id"]: User(**row) for row in rows}


async def users(connection: asyncpg.Connection, ids: list[int]) -> list[User]:
    found = []
    known = await by_ids(connection, ids)
    for user_id in ids:
        user = known.get(user_id)
        if user is not None:
            found.append(user)
    return found
