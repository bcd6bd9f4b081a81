from dataclasses import dataclass

import httpx


@dataclass
class Basket:
    rate: str
    total: str


async def price(client: httpx.AsyncClient, basket: Basket) -> None:
    basket.rate = (await client.get("/rate", params={"of": str(basket)})).text
    basket.total = (await client.get("/total", params={"of": f"{basket}"})).text
