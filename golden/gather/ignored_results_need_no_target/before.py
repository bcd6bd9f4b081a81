import httpx


async def warm_up(client: httpx.AsyncClient) -> None:
    """Fills the caches in front of the shop before the doors open."""
    await client.get("/products")
    await client.get("/categories")
    await client.get("/prices")
