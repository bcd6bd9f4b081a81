import asyncio

import httpx


async def chart(client: httpx.AsyncClient, names: list[str]) -> list[tuple[int, str]]:
    semaphore = asyncio.Semaphore(10)

    async def handle(place, name):
        async with semaphore:
            response = await client.get(f"/artists/{name}")
            return (place, response.text)

    rows = await asyncio.gather(
        *(handle(place, name) for place, name in enumerate(names, start=1))
    )
    return rows
