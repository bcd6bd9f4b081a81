from shop.gateway import Gateway


class ProductPage:
    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    async def render(self, sku: str) -> str:
        stock = await self.gateway.fetch_stock(sku)
        reviews = await self.gateway.fetch_reviews(sku)
        return f"{sku}: {stock} in stock, {reviews} reviews"
