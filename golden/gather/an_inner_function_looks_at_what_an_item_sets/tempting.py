import asyncio

import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    found = []
    text = ""

    def shown() -> str:
        return f"<{text}>"

    async def handle(name: str) -> list[str]:
        try:
            response = await client.get(f"/{name}")
        except httpx.ConnectTimeout:
            return []
        text = response.text
        return [shown()]

    results = await asyncio.gather(*(handle(name) for name in names))
    found.extend(made for result in results for made in result)
    return found
