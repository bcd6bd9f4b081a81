import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient, left: str, right: str) -> dict[str, str]:
    results = f"{left} and {right}"
    left_2, right_2 = await asyncio.gather(
        get_text(client, left),
        get_text(client, right),
    )
    return {
        "left": left_2,
        "right": right_2,
        "title": results,
    }


async def sizes(client: httpx.AsyncClient, semaphore: list[str]) -> list[str]:
    fetch = "/sizes"
    semaphore_2 = asyncio.Semaphore(10)

    async def fetch_2(name):
        async with semaphore_2:
            return await get_text(client, f"{fetch}/{name}")

    return await asyncio.gather(*(fetch_2(name) for name in semaphore))
