import asyncio
from dataclasses import dataclass

import httpx


@dataclass
class Basket:
    rate: str
    total: str


async def price(client: httpx.AsyncClient, basket: Basket) -> None:
    rate, total = await asyncio.gather(
        client.get("/rate", params={"of": str(basket)}),
        client.get("/total", params={"of": f"{basket}"}),
    )
    basket.rate = rate.text
    basket.total = total.text
