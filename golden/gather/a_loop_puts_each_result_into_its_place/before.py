import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def stock(client: httpx.AsyncClient, skus: list[str]) -> dict[str, int]:
    found = {}
    for sku in skus:
        # What is no number is an error of its own.
        found[sku] = int(await get_text(client, f"/stock/{sku}"))
    return found


async def letters(client: httpx.AsyncClient, skus: list[str]) -> list[str]:
    found = []
    for sku in skus:
        found += await get_text(client, f"/names/{sku}")
    return found
