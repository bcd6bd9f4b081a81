import asyncio

import httpx


async def warm_up(client: httpx.AsyncClient) -> None:
    """Fills the caches in front of the shop before the doors open."""
    await asyncio.gather(
        client.get("/products"),
        client.get("/categories"),
        client.get("/prices"),
    )
