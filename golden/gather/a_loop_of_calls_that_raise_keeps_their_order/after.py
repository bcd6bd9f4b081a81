import asyncio

import httpx


async def get_rate(client: httpx.AsyncClient, currency: str) -> str:
    response = await client.get(f"/rates/{currency}")
    response.raise_for_status()
    return response.text


async def rates(client: httpx.AsyncClient, currencies: list[str]) -> list[str]:
    semaphore = asyncio.Semaphore(10)

    async def fetch(currency):
        async with semaphore:
            return await get_rate(client, currency)

    results = await asyncio.gather(
        *(fetch(currency) for currency in currencies),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result
    found = results
    return sorted(found)
