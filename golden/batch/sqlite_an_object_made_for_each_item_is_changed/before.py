from __future__ import annotations

import sqlite3
from dataclasses import dataclass

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
class Basket:
    email: str
    count: int = 0


def basket(connection: sqlite3.Connection, user_id: int) -> Basket | None:
    row = connection.execute("SELECT email FROM users WHERE id = ?", (user_id,)).fetchone()
    return Basket(row[0]) if row else None


def baskets(connection: sqlite3.Connection, ids: list[int]) -> list[tuple[str, int]]:
    found = []
    for position, user_id in enumerate(ids):
        made = basket(connection, user_id)
        if made is not None:
            made.count = position
            found.append(made)
    return [(b.email, b.count) for b in found]
