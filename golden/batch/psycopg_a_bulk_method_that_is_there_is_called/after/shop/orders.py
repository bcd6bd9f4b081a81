import psycopg


class Orders:
    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self.connection = connection

    async def of_user(self, user_id: int) -> list[tuple]:
        cursor = await self.connection.execute(
            "SELECT user_id, total FROM orders WHERE user_id = %s ORDER BY total",
            (user_id,),
        )
        return await cursor.fetchall()

    async def of_users(self, user_ids: list[int]) -> list[tuple]:
        cursor = await self.connection.execute(
            "SELECT user_id, total FROM orders WHERE user_id = ANY(%s) ORDER BY total",
            (user_ids,),
        )
        return await cursor.fetchall()
