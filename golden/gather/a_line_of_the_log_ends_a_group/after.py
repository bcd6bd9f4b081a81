import asyncio
import logging

import httpx

logger = logging.getLogger(__name__)


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient) -> list[str]:
    old, new = await asyncio.gather(
        get_text(client, "/old/checksum"),
        get_text(client, "/new/checksum"),
    )
    logger.info("%s is now %s", old, new)
    third = await get_text(client, "/next/checksum")
    return [old, new, third]
