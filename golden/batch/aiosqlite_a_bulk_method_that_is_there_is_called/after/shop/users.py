import json

import aiosqlite


async def user_of(connection: aiosqlite.Connection, user_id: int) -> tuple | None:
    cursor = await connection.execute(
        "SELECT id, email FROM users WHERE id = ?", (user_id,)
    )
    return await cursor.fetchone()


async def users_of(connection: aiosqlite.Connection, ids: list[int]) -> list[tuple]:
    cursor = await connection.execute(
        "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return await cursor.fetchall()
