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


async def ticket(pool: asyncpg.Pool, user_id: int) -> Ticket | None:
    row = await pool.fetchrow("SELECT id, email FROM users WHERE id = $1", user_id)
    return Ticket(str(uuid.uuid4()), row["email"]) if row else None


async def tickets(pool: asyncpg.Pool, ids: list[int]) -> list[Ticket | None]:
    found = []
    for user_id in ids:
        found.append(await ticket(pool, user_id))
    return found
