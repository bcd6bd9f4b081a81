import asyncio

import httpx


class Missing(Exception):
    pass


async def stock(client: httpx.AsyncClient, skus: list[str]) -> dict[str, int]:
    found = {}
    semaphore = asyncio.Semaphore(10)

    async def fetch(sku):
        async with semaphore:
            return await client.get(f"/stock/{sku}")

    results = await asyncio.gather(
        *(fetch(sku) for sku in skus),
        return_exceptions=True,
    )
    for sku, response in zip(skus, results):
        if isinstance(response, BaseException):
            raise response
        if response.status_code == 404:
            raise Missing(sku)
        found[sku] = int(response.text)
    return found
