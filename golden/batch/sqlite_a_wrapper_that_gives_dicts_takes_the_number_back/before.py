import sqlite3

SCHEMA = """
CREATE TABLE parts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    price NUMERIC(6, 2),
    shelf TEXT
);
"""


class Database:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.row_factory = sqlite3.Row

    def fetch_all(self, sql: str, params: tuple = ()) -> list[dict]:
        rows = self.connection.execute(sql, params).fetchall()
        return [dict(row) for row in rows]


def priced(db: Database, prices: list[float]) -> list[dict]:
    found = []
    for price in prices:
        for row in db.fetch_all(
            "SELECT id, name FROM parts WHERE price = ? ORDER BY name", (price,)
        ):
            found.append(row)
    return found


def on_shelves(db: Database, places: list[tuple[str, float]]) -> list[int]:
    found = []
    for shelf, price in places:
        rows = db.fetch_all(
            "SELECT id FROM parts WHERE shelf = ? AND id > ? AND price = ? ORDER BY id",
            (shelf, 1, price),
        )
        found.append(len(rows))
    return found
