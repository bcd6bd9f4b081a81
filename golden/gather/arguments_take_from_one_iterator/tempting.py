import asyncio
from collections.abc import Iterator

import httpx


async def fetch(client: httpx.AsyncClient, cursor: Iterator[str]) -> str:
    parts = []
    for path in cursor:
        response = await client.get(path)
        parts.append(response.text)
        if response.text.endswith("."):
            break
    return " ".join(parts)


async def sentences(client: httpx.AsyncClient, paths: list[str]) -> tuple[str, str]:
    cursor = iter(paths)
    first, second = await asyncio.gather(fetch(client, cursor), fetch(client, cursor))
    return first, second


async def pair(client: httpx.AsyncClient, cursor: Iterator[str]) -> str:
    left, right = await asyncio.gather(
        client.get(next(cursor)), client.get(next(cursor))
    )
    return left.text + right.text
