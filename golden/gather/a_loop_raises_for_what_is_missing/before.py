import httpx


class Missing(Exception):
    pass


async def stock(client: httpx.AsyncClient, skus: list[str]) -> dict[str, int]:
    found = {}
    for sku in skus:
        response = await client.get(f"/stock/{sku}")
        if response.status_code == 404:
            raise Missing(sku)
        found[sku] = int(response.text)
    return found
