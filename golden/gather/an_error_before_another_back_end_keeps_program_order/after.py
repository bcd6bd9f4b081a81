import asyncio

import asyncpg
import httpx


class Checkout:
    def __init__(self, client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
        self.client = client
        self.pool = pool

    async def get_quote(self, sku: str) -> str:
        response = await self.client.get(f"/quotes/{sku}")
        response.raise_for_status()
        return response.text

    async def get_level(self, sku: str) -> int:
        return await self.pool.fetchval("SELECT level FROM stock WHERE sku = $1", sku)

    async def offer(self, sku: str) -> str:
        results = await asyncio.gather(
            self.get_quote(sku),
            self.get_level(sku),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        quote, level = results
        return f"{sku}: {quote}, {level} left"
