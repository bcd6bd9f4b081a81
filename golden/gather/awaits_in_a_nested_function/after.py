import asyncio
from collections.abc import Awaitable, Callable

import httpx


def make_probe(client: httpx.AsyncClient) -> Callable[[str], Awaitable[bool]]:
    async def status(path: str) -> int:
        response = await client.head(path)
        return response.status_code

    async def probe(name: str) -> bool:
        live, ready = await asyncio.gather(
            status(f"/{name}/live"),
            status(f"/{name}/ready"),
        )
        return live == ready == 200

    return probe
