from __future__ import annotations

import uuid
from dataclasses import dataclass

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


@dataclass
class Ticket:
    number: str
    email: str


async def ticket(
    pool: asyncpg.Pool, user_id: int, *, users_by_id=None
) -> Ticket | None:
    row = (
        users_by_id.get(user_id)
        if users_by_id is not None
        else await pool.fetchrow("SELECT id, email FROM users WHERE id = $1", user_id)
    )
    return Ticket(str(uuid.uuid4()), row["email"]) if row else None


async def tickets(pool: asyncpg.Pool, ids: list[int]) -> list[Ticket | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in await pool.fetch(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        found.append(await ticket(pool, user_id, users_by_id=users_by_id))
    return found
