import json
from collections import defaultdict
from collections.abc import Iterable

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

    async def of_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[aiosqlite.Row]]:
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[aiosqlite.Row]] = defaultdict(list)
        if keys:
            for row in await (
                await self.connection.execute(
                    "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY total",
                    (json.dumps(keys),),
                )
            ).fetchall():
                orders_by_user_id[row[0]].append(row)
        return orders_by_user_id
