import logging

import httpx

logger = logging.getLogger(__name__)


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def migrate(client: httpx.AsyncClient) -> bool:
    source = await get_text(client, "/source/checksum")
    logger.info("source is at %s", source)
    target = await get_text(client, "/target/checksum")
    logger.info("target is at %s", target)
    return source == target
