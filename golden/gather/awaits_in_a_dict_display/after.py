import asyncio

import httpx


async def read_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def home(client: httpx.AsyncClient, user_id: int) -> dict[str, object]:
    user, orders, inbox = await asyncio.gather(
        read_text(client, f"/users/{user_id}"),
        read_text(client, f"/users/{user_id}/orders"),
        read_text(client, f"/users/{user_id}/inbox"),
    )
    return {
        "user": user,
        "orders": orders,
        "version": 2,
        "inbox": inbox,
    }
