import asyncpg


class Reader:
    def __init__(self, conn: asyncpg.Connection) -> None:
        self.conn = conn

    async def count(self, table_id: int) -> int:
        return await self.conn.fetchval(
            "SELECT count(*) FROM cells WHERE table_id = $1", table_id
        )

    async def title(self, table_id: int) -> str:
        return await self.conn.fetchval(
            "SELECT title FROM tables WHERE id = $1", table_id
        )

    async def caption(self, table_id: int) -> str:
        title = await self.title(table_id)
        count = await self.count(table_id)
        return f"{title} ({count} cells)"
