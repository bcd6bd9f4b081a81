import sqlite3

SCHEMA = """
CREATE TABLE owners (id INTEGER PRIMARY KEY, gone INTEGER NOT NULL);
CREATE TABLE tasks (id INTEGER PRIMARY KEY, owner_id INTEGER, kind INTEGER NOT NULL);
"""


def finish(db: sqlite3.Connection, kinds: list[int]) -> list[int]:
    found = []
    for kind in kinds:
        row = db.execute(
            "SELECT COUNT(*) FROM tasks WHERE kind = ?"
            " AND owner_id IN (SELECT id FROM owners WHERE gone = 0)",
            (kind,),
        ).fetchone()
        db.execute("UPDATE owners SET gone = 1 WHERE id = 1")
        found.append(row[0])
    return found
