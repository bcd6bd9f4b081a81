import asyncio

import httpx


class Accounts:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get_state(self, name: str) -> str:
        response = await self.client.get(f"/accounts/{name}/state")
        return response.text

    async def get_statement(self, name: str) -> str:
        """Every statement is billed by the bank."""
        response = await self.client.get(f"/accounts/{name}/statement")
        return response.text

    async def statement(self, name: str) -> str | None:
        state, result = await asyncio.gather(
            self.get_state(name), self.get_statement(name)
        )
        if state != "open":
            return None
        return result
