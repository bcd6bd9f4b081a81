import asyncio

import httpx


async def warm(client: httpx.AsyncClient, languages: list[str]) -> None:
    semaphore = asyncio.Semaphore(10)

    async def fetch(language):
        async with semaphore:
            return await client.get("/", headers={"accept-language": language})

    await asyncio.gather(*(fetch(language) for language in languages))
