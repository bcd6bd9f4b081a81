import sqlite3
from collections import defaultdict

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
    unique_prices = list(dict.fromkeys(prices))
    parts_by_price = defaultdict(list)
    for start in range(0, len(unique_prices), 100):
        wanted = unique_prices[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT id, name, {number} AS wanted_position FROM parts WHERE price = ?"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY name"
        )
        for record in db.fetch_all(statement, tuple(wanted)):
            parts_by_price[wanted[record.pop("wanted_position")]].append(record)
    for price in prices:
        for row in parts_by_price.get(price, []):
            found.append(row)
    return found


def on_shelves(db: Database, places: list[tuple[str, float]]) -> list[int]:
    found = []
    keys = list(dict.fromkeys((shelf, price) for shelf, price in places))
    parts_by_shelf_and_price = defaultdict(list)
    for start in range(0, len(keys), 100):
        wanted = keys[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT id, {number} AS wanted_position FROM parts WHERE shelf = ? AND id > ? AND price = ?"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY id"
        )
        for row in db.fetch_all(
            statement,
            tuple(
                [
                    value
                    for wanted_shelf, wanted_price in wanted
                    for value in (wanted_shelf, 1, wanted_price)
                ]
            ),
        ):
            parts_by_shelf_and_price[wanted[row.pop("wanted_position")]].append(row)
    for shelf, price in places:
        rows = parts_by_shelf_and_price.get((shelf, price), [])
        found.append(len(rows))
    return found
