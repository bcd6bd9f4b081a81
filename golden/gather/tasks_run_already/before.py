import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def both(client: httpx.AsyncClient) -> tuple[str, str]:
    head_task = asyncio.create_task(get_text(client, "/head"))
    body_task = asyncio.create_task(get_text(client, "/body"))
    head = await head_task
    body = await body_task
    return head, body
