import sqlite3

SCHEMA = """
CREATE TABLE tasks (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, owner INTEGER);
"""


def numbers(db: sqlite3.Connection, kinds: list[int], owner: int) -> list[list[tuple]]:
    found = []
    for kind in kinds:
        rows = db.execute(
            "SELECT id FROM tasks WHERE kind = ?2 AND owner = ?1", (owner, kind)
        )
        found.append(rows.fetchall())
    return found
