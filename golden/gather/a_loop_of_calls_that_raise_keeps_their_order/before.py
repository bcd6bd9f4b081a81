import httpx


async def get_rate(client: httpx.AsyncClient, currency: str) -> str:
    response = await client.get(f"/rates/{currency}")
    response.raise_for_status()
    return response.text


async def rates(client: httpx.AsyncClient, currencies: list[str]) -> list[str]:
    found = [await get_rate(client, currency) for currency in currencies]
    return sorted(found)
