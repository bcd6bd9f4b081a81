import logging

import httpx

logger = logging.getLogger(__name__)


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient, steps: list[str]) -> bool:
    old = await get_text(client, "/old/checksum")
    logger.info("done: %s", steps.pop())
    new = await get_text(client, "/new/checksum")
    return old == new
