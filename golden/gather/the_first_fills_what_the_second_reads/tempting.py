import asyncio
from dataclasses import dataclass, field

import httpx


@dataclass
class Cart:
    owner: str
    skus: list[str] = field(default_factory=list)


async def load_items(client: httpx.AsyncClient, cart: Cart) -> int:
    response = await client.get(f"/carts/{cart.owner}")
    cart.skus.extend(response.text.split())
    return len(cart.skus)


async def get_price(client: httpx.AsyncClient, cart: Cart) -> str:
    response = await client.get(f"/prices/{'+'.join(cart.skus)}")
    return response.text


async def checkout(client: httpx.AsyncClient, owner: str) -> str:
    cart = Cart(owner)
    count, price = await asyncio.gather(
        load_items(client, cart), get_price(client, cart)
    )
    return f"{count} items for {price}"
