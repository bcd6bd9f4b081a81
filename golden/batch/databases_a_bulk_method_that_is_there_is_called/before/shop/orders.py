import json

from databases import Database
from databases.interfaces import Record


class Orders:
    def __init__(self, database: Database) -> None:
        self.database = database

    async def of_user(self, user_id: int) -> list[Record]:
        return await self.database.fetch_all(
            "SELECT user_id, total FROM orders WHERE user_id = :user_id ORDER BY total",
            {"user_id": user_id},
        )

    async def of_users(self, user_ids: list[int]) -> list[Record]:
        return await self.database.fetch_all(
            "SELECT user_id, total FROM orders"
            " WHERE user_id IN (SELECT value FROM json_each(:user_ids)) ORDER BY total",
            {"user_ids": json.dumps(user_ids)},
        )
