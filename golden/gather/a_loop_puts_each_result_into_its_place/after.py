import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def stock(client: httpx.AsyncClient, skus: list[str]) -> dict[str, int]:
    found = {}
    semaphore = asyncio.Semaphore(10)

    async def fetch(sku):
        async with semaphore:
            return await get_text(client, f"/stock/{sku}")

    results = await asyncio.gather(
        *(fetch(sku) for sku in skus),
        return_exceptions=True,
    )
    for sku, text in zip(skus, results):
        if isinstance(text, BaseException):
            raise text
        # What is no number is an error of its own.
        found[sku] = int(text)
    return found


async def letters(client: httpx.AsyncClient, skus: list[str]) -> list[str]:
    found = []
    semaphore = asyncio.Semaphore(10)

    async def fetch(sku):
        async with semaphore:
            return await get_text(client, f"/names/{sku}")

    results = await asyncio.gather(
        *(fetch(sku) for sku in skus),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result
    for sku, text in zip(skus, results):
        found += text
    return found
