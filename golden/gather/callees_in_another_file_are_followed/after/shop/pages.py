import asyncio

from shop.gateway import Gateway


class ProductPage:
    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    async def render(self, sku: str) -> str:
        stock, reviews = await asyncio.gather(
            self.gateway.fetch_stock(sku),
            self.gateway.fetch_reviews(sku),
        )
        return f"{sku}: {stock} in stock, {reviews} reviews"
