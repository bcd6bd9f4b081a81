import asyncio

import httpx


class AccessDeniedError(Exception):
    pass


async def ensure_can_read(client: httpx.AsyncClient, user: str, doc: str) -> None:
    response = await client.get(f"/grants/{user}/{doc}")
    if response.status_code != 200:
        raise AccessDeniedError(doc)


async def load_document(client: httpx.AsyncClient, doc: str) -> str:
    response = await client.get(f"/documents/{doc}")
    return response.text


async def show(client: httpx.AsyncClient, user: str, doc: str) -> str:
    _, text = await asyncio.gather(
        ensure_can_read(client, user, doc), load_document(client, doc)
    )
    return text.title()
