from typing import Any

import httpx


class Catalogue:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def find(self, **query: Any) -> str:
        response = await self.client.get("/goods/" + "-".join(query.values()))
        return response.text


async def shelf(catalogue: Catalogue, skus: list[str]) -> list[str]:
    found = []
    for sku in skus:
        good = await catalogue.find(sku=sku, shop="main")
        if good != "sold out":
            found.append(good.upper())
    return found
