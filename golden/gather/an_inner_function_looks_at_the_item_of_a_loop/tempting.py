import asyncio

import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    async def load() -> str:
        return (await client.get(f"/{name}")).text

    return await asyncio.gather(*(load() for name in names))
