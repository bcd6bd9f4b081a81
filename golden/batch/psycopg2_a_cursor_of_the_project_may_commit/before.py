from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2.extensions

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


class Store:
    def __init__(self, connection: psycopg2.extensions.connection) -> None:
        self.connection = connection
        self.opened = 0

    @contextmanager
    def cursor(self) -> Iterator[psycopg2.extensions.cursor]:
        self.opened += 1
        yield self.connection.cursor()


def emails(store: Store, ids: list[int]) -> list[object]:
    found = []
    for user_id in ids:
        with store.cursor() as cursor:
            cursor.execute("SELECT email FROM users WHERE id = %s", (user_id,))
            found.append(cursor.fetchone())
    return found
