import asyncio

import httpx


class Visitor:
    visits = 0

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def visit(self, name: str) -> str:
        response = await self.client.get(f"/{name}/{type(self).visits}")
        type(self).visits += 1
        return response.text


async def tour(client: httpx.AsyncClient) -> list[str]:
    ann, bob = Visitor(client), Visitor(client)
    hall, attic = await asyncio.gather(ann.visit("hall"), bob.visit("attic"))
    return [hall, attic]
