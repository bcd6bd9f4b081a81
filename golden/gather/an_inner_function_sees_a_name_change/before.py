import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient) -> bool:
    side = "old"

    async def read(name: str) -> str:
        return await get_text(client, f"/{side}/{name}")

    old = await read("state")
    side = "new"
    new = await read("state")
    return old == new
