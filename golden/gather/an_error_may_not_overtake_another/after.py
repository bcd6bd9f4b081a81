import asyncio

import httpx


class NotFoundError(Exception):
    pass


class Shop:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get_text(self, path: str) -> str:
        response = await self.client.get(path)
        if response.status_code == 404:
            raise NotFoundError(path)
        return response.text

    async def get_region(self, user: str) -> str:
        response = await self.client.get(f"/regions/{user}")
        return response.text

    async def basket(self, user: str, coupon: str) -> tuple[str, str]:
        region = await self.get_region(user)
        results = await asyncio.gather(
            self.get_text(f"/prices/{region}"),
            self.get_text(f"/coupons/{coupon}"),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        prices, discount = results
        return prices, discount
