import asyncpg

SCHEMA = "CREATE TABLE friends (id INTEGER PRIMARY KEY, one INTEGER NOT NULL, other INTEGER NOT NULL);"


async def own(connection: asyncpg.Connection, user_id: int) -> list[asyncpg.Record]:
    return await connection.fetch(
        "SELECT id, one, other FROM friends WHERE one = $1 AND other = $1 ORDER BY id",
        user_id,
    )


async def overview(connection: asyncpg.Connection, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        found.append(len(await own(connection, user_id)))
    return found
