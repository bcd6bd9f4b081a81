import httpx


class Status:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def code(self, name: str) -> int:
        response = await self.client.get(f"/{name}")
        return response.status_code

    async def board(self) -> list[int]:
        api = await self.code("api")
        web = await self.code("web")
        mail = await self.code("mail")
        search = await self.code("search")
        media = await self.code("media")
        queue = await self.code("queue")
        auth = await self.code("auth")
        return [api, web, mail, search, media, queue, auth]
