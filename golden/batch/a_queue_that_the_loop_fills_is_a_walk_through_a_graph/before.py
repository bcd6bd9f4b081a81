import sqlite3
from collections import deque

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[object]:
    found = []
    waiting = deque(ids)
    while waiting:
        user_id = waiting.popleft()
        rows = connection.execute(
            "SELECT id FROM users WHERE parent_id = ?", (user_id,)
        ).fetchall()
        for row in rows:
            waiting.append(row[0])
        found.append(user_id)
    return found
