from dataclasses import asdict, dataclass

import httpx


@dataclass
class Basket:
    rate: str
    total: str


async def ask(client: httpx.AsyncClient, path: str, basket: Basket) -> str:
    return (await client.get(path, params=asdict(basket))).text


async def price(client: httpx.AsyncClient, basket: Basket) -> None:
    basket.rate = await ask(client, "/rate", basket)
    basket.total = await ask(client, "/total", basket)
