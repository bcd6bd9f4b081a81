import asyncio
from collections.abc import Iterator

import httpx


async def get_size(client: httpx.AsyncClient, path: str) -> int:
    response = await client.head(path)
    return int(response.headers.get("x-size", "0"))


async def largest(client: httpx.AsyncClient, paths: Iterator[str]) -> list[str]:
    big = []
    for path, size in zip(
        paths, await asyncio.gather(*(get_size(client, path) for path in paths))
    ):
        if size > 1000:
            big.append(path)
    return big
