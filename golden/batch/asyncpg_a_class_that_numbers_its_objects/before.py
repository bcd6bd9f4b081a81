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


async def users(connection: asyncpg.Connection, ids: list[int]) -> list[User]:
    found = []
    for user_id in ids:
        user = await by_id(connection, user_id)
        if user is not None:
            found.append(user)
    return found
