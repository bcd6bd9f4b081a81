from collections import Counter

import httpx

ERRORS: Counter[str] = Counter()


class ShopError(Exception):
    """The shop has answered with an error."""

    def __init__(self, status: int, path: str) -> None:
        super().__init__(f"{path}: status {status}")
        self.status = status
        ERRORS[path] += 1


class NotFound(ShopError):
    def __init__(self, path: str) -> None:
        super().__init__(404, path)


class Shop:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str) -> str:
        response = await self.client.get(path)
        if response.status_code == 404:
            raise NotFound(path)
        if response.status_code >= 400:
            raise ShopError(response.status_code, path)
        return response.text


async def badge(shop: Shop, user_id: int) -> str:
    user = await shop.get(f"/users/{user_id}")
    plan = await shop.get(f"/plans/{user_id}")
    return f"{user} ({plan})"
