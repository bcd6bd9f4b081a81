import aiosqlite

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def close(connection: aiosqlite.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = await connection.execute_fetchall(
            "SELECT total FROM orders WHERE user_id = ? AND status = 'open' ORDER BY id",
            (user_id,),
        )
        await connection.execute("UPDATE orders SET status = 'paid' WHERE total < 20")
        found.append(sum(row[0] for row in rows))
    return found
