import sqlite3

SCHEMA = "CREATE TABLE tasks (id INTEGER PRIMARY KEY, state TEXT NOT NULL, owner INT)"
COUNT = "SELECT COUNT(*) FROM tasks WHERE state = ?"


def counts(db: sqlite3.Connection) -> dict[str, int]:
    found = {}
    found["todo"] = db.execute(COUNT, ("todo",)).fetchone()[0]
    found["doing"] = db.execute(COUNT, ("doing",)).fetchone()[0]
    found["done"] = db.execute(COUNT, ("done",)).fetchone()[0]
    return found


def rows(db: sqlite3.Connection) -> list[tuple]:
    asked = "SELECT id, owner FROM tasks WHERE id = ?"
    first = db.execute(asked, (1,)).fetchone()
    second = db.execute(asked, (2,)).fetchone()
    third = db.execute(asked, (3,)).fetchone()
    return [first, second, third]
