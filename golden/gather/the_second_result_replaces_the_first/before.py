import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def settle(client: httpx.AsyncClient) -> str:
    state = await get_text(client, "/warm-up")
    state = await get_text(client, "/state")
    return state
