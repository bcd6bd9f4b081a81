import aiosqlite


class Orders:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection

    async def of_user(self, user_id: int) -> list[aiosqlite.Row]:
        async with self.connection.execute(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY total",
            (user_id,),
        ) as cursor:
            return await cursor.fetchall()
