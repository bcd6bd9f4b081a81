import asyncio
from dataclasses import asdict, dataclass

import httpx


@dataclass
class Basket:
    rate: str
    total: str


async def ask(client: httpx.AsyncClient, path: str, basket: Basket) -> str:
    return (await client.get(path, params=asdict(basket))).text


async def price(client: httpx.AsyncClient, basket: Basket) -> None:
    basket.rate, basket.total = await asyncio.gather(
        ask(client, "/rate", basket),
        ask(client, "/total", basket),
    )
