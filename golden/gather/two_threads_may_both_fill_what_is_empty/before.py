import asyncio

import httpx


class Shop:
    def __init__(self) -> None:
        self._client: httpx.Client | None = None

    def get(self, path: str) -> str:
        if self._client is None:
            self._client = httpx.Client(base_url="https://shop.example")
        return self._client.get(path).text


async def page(shop: Shop, user_id: int) -> tuple[str, str]:
    orders = await asyncio.to_thread(shop.get, f"/users/{user_id}/orders")
    invoices = await asyncio.to_thread(shop.get, f"/users/{user_id}/invoices")
    return orders, invoices
