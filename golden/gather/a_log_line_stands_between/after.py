import asyncio
import logging

import httpx

logger = logging.getLogger(__name__)


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def migrate(client: httpx.AsyncClient) -> bool:
    source, target = await asyncio.gather(
        get_text(client, "/source/checksum"),
        get_text(client, "/target/checksum"),
    )
    logger.info("source is at %s", source)
    logger.info("target is at %s", target)
    return source == target
