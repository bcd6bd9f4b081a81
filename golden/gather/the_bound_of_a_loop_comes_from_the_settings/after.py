import asyncio

import httpx


async def check(client: httpx.AsyncClient, urls: list[str]) -> dict[str, int]:
    semaphore = asyncio.Semaphore(3)

    async def fetch(url):
        async with semaphore:
            return url, (await client.head(url)).status_code

    codes = dict(await asyncio.gather(*(fetch(url) for url in urls)))
    return {url: code for url, code in codes.items() if code != 200}
