import asyncio

import httpx


class Screen:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.user = "guest"
        self.orders = ""

    async def load_user(self) -> str:
        response = await self.client.get("/me")
        return response.text

    async def load_orders(self) -> str:
        response = await self.client.get(f"/orders/{self.user}")
        return response.text

    async def load(self) -> None:
        self.user, self.orders = await asyncio.gather(
            self.load_user(), self.load_orders()
        )
