"""What the shop asks other services over HTTP."""

import httpx


class Partners:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def weather(self, city: str) -> str:
        response = await self.client.get("/weather", params={"city": city})
        return response.text

    async def headlines(self) -> str:
        response = await self.client.get("/headlines")
        return response.text

    async def stock(self, products: list[str]) -> list[str]:
        answers = []
        for product in products:
            answers.append(await self.client.get(f"/stock/{product}"))
        return [answer.text for answer in answers]
