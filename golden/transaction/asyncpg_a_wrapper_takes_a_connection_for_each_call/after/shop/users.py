from shop.database import Database


class Users:
    def __init__(self, db: Database):
        self.db = db

    async def rename(self, user_id, name):
        async with self.db.pool.acquire() as conn, conn.transaction():
            await self.db.execute(
                "UPDATE users SET name = $1 WHERE id = $2",
                name,
                user_id,
                connection=conn,
            )
            await self.db.execute(
                "INSERT INTO audit_log (user_id, event) VALUES ($1, 'renamed')",
                user_id,
                connection=conn,
            )

    async def add(self, name):
        return await self.db.fetchval(
            "INSERT INTO users (name) VALUES ($1) RETURNING id", name
        )
