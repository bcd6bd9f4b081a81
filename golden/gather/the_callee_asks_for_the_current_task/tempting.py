import asyncio

import httpx

LOADS: dict[str, int] = {}


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    task = asyncio.current_task()
    response = await client.get(path)
    name = task.get_name() if task else "?"
    return f"{name}: {response.text}"


async def both(client: httpx.AsyncClient) -> tuple[str, str]:
    head, body = await asyncio.gather(
        get_text(client, "/head"), get_text(client, "/body")
    )
    return head, body
