import sqlite3

SCHEMA = """
CREATE TABLE API_KEYS (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL COLLATE NOCASE
);
"""


def of_users(db: sqlite3.Connection, user_ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in user_ids:
        rows = db.execute(
            "SELECT id FROM API_KEYS WHERE user_id = ? ORDER BY id", (user_id,)
        ).fetchall()
        found.append([row[0] for row in rows])
    return found


def named(db: sqlite3.Connection, kinds: list[float]) -> list[list[int]]:
    found = []
    for kind in kinds:
        rows = db.execute(
            "SELECT id FROM API_KEYS WHERE kind <> 'NUMBERED {KEYS}' AND id = ?",
            (kind,),
        ).fetchall()
        found.append([row[0] for row in rows])
    return found
