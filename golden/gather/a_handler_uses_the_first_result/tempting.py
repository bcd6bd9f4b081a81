import asyncio

import httpx


class NotPublishedError(Exception):
    pass


async def get_draft(client: httpx.AsyncClient, name: str) -> str:
    response = await client.get(f"/drafts/{name}")
    return response.text


async def get_published(client: httpx.AsyncClient, name: str) -> str:
    response = await client.get(f"/published/{name}")
    if response.status_code == 404:
        raise NotPublishedError(name)
    return response.text


async def newest(client: httpx.AsyncClient, name: str) -> str:
    try:
        draft, published = await asyncio.gather(
            get_draft(client, name), get_published(client, name)
        )
    except NotPublishedError:
        return draft
    return max(draft, published)
