from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


@dataclass
class User:
    id: int
    email: str


async def by_id(connection: asyncpg.Connection, user_id: int) -> User | None:
    row = await connection.fetchrow(
        "SELECT id, email FROM users WHERE id = $1", user_id
    )
    return User(**row) if row else None


async def by_id_by_user_ids(
    connection: asyncpg.Connection, user_ids: Iterable[int]
) -> dict[int, User]:
    """Answer `by_id` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id = {}
    if keys:
        for row in await connection.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", keys
        ):
            users_by_id[row["id"]] = row
    return {key: User(**row) for key, row in users_by_id.items()}


async def users(connection: asyncpg.Connection, ids: list[int]) -> list[User]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await by_id_by_user_ids(connection, user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is not None:
            found.append(user)
    return found


async def numbered(connection: asyncpg.Connection, ids: list[int]) -> list[str]:
    found = await users(connection, ids)
    for number, user in enumerate(found):
        user.email = f"{number}: {user.email}"
    return [user.email for user in found]
