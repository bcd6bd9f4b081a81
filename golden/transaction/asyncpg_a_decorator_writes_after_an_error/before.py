import functools

import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'new');
CREATE TABLE entries (id INTEGER PRIMARY KEY);
"""


def marked(function):
    @functools.wraps(function)
    async def inner(conn, order):
        try:
            return await function(conn, order)
        except asyncpg.PostgresError:
            marked = await conn.execute(
                "UPDATE orders SET state = 'failed' WHERE id = $1", order
            )
            raise RuntimeError(marked) from None

    return inner


@marked
async def store(conn: asyncpg.Connection, order: int) -> None:
    await conn.execute("INSERT INTO orders (id) VALUES ($1)", order)
    await conn.execute("INSERT INTO entries (id) VALUES ($1)", order)


async def main() -> None:
    conn = await asyncpg.connect()
    await store(conn, 7)
