import httpx


async def read_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def home(client: httpx.AsyncClient, user_id: int) -> dict[str, object]:
    return {
        "user": await read_text(client, f"/users/{user_id}"),
        "orders": await read_text(client, f"/users/{user_id}/orders"),
        "version": 2,
        "inbox": await read_text(client, f"/users/{user_id}/inbox"),
    }
