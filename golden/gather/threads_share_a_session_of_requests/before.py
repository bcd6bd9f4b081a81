import asyncio

import requests


class Shop:
    def __init__(self) -> None:
        self.session = requests.Session()

    def get(self, path: str) -> dict:
        response = self.session.get(f"https://shop.example{path}", timeout=10)
        response.raise_for_status()
        return response.json()


async def page(shop: Shop, user_id: int) -> dict:
    orders = await asyncio.to_thread(shop.get, f"/users/{user_id}/orders")
    invoices = await asyncio.to_thread(shop.get, f"/users/{user_id}/invoices")
    return {"orders": orders, "invoices": invoices}
