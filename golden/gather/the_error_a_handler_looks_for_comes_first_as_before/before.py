import asyncpg
import httpx


class UnknownAccountError(Exception):
    pass


class Accounts:
    def __init__(self, pool: asyncpg.Pool, client: httpx.AsyncClient) -> None:
        self.pool = pool
        self.client = client

    async def get_name(self, account: int) -> str:
        name = await self.pool.fetchval(
            "SELECT name FROM accounts WHERE id = $1", account
        )
        if name is None:
            raise UnknownAccountError(account)
        return name

    async def get_price(self, account: int) -> str:
        response = await self.client.get(f"/prices/{account}")
        return response.text

    async def page(self, account: int) -> tuple[int, str]:
        try:
            name = await self.get_name(account)
            price = await self.get_price(account)
        except UnknownAccountError:
            return 404, "no such account"
        except httpx.TransportError:
            return 502, "no price"
        return 200, f"{name}: {price}"
