import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    total INTEGER NOT NULL
);
CREATE TRIGGER gone AFTER DELETE ON users
BEGIN
    DELETE FROM orders WHERE user_id = OLD.id;
END;
"""


def counts(db: sqlite3.Connection, users: list[int]) -> list[int]:
    found = []
    for user in users:
        asked = "SELECT COUNT(*) FROM orders WHERE user_id = ?"
        found.append(db.execute(asked, (user,)).fetchone()[0])
        db.execute("DELETE FROM users WHERE id = 2")
    return found
