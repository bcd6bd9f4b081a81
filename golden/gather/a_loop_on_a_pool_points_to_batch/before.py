import asyncpg


class Stock:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def get_level(self, sku: str) -> int | None:
        return await self.pool.fetchval("SELECT level FROM stock WHERE sku = $1", sku)

    async def levels(self, skus: list[str]) -> list[int | None]:
        return [await self.get_level(sku) for sku in skus]
