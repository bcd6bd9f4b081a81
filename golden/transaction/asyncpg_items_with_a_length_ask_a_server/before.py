from collections.abc import Iterator

import asyncpg
import httpx

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'new');
CREATE TABLE entries (id INTEGER PRIMARY KEY);
"""


class Numbers:
    def __init__(self, names: list[str]) -> None:
        self.names = names

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[int]:
        for name in self.names:
            yield int(httpx.post(f"https://numbers.example/{name}").text)


async def store(conn: asyncpg.Connection, order: int, entries) -> None:
    if len(entries) == 0:
        return
    await conn.execute("INSERT INTO orders (id) VALUES ($1)", order)
    for entry in entries:
        await conn.execute("INSERT INTO entries (id) VALUES ($1)", entry)


async def main() -> None:
    conn = await asyncpg.connect()
    await store(conn, 7, Numbers(["a", "b"]))
