import asyncio

import httpx


async def pictures(client: httpx.AsyncClient, users: list[dict]) -> list[str]:
    semaphore = asyncio.Semaphore(10)

    async def handle(user):
        async with semaphore:
            path = user.get("picture")
            if path is None:
                return []
            response = await client.get(path)
            if response.status_code != 404:
                return [response.text]
            return []

    results = await asyncio.gather(*(handle(user) for user in users))
    found = [made for result in results for made in result]
    return found
