import asyncio
from typing import Any

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def cards(client: httpx.AsyncClient, users: list[str]) -> list[dict[str, Any]]:
    semaphore = asyncio.Semaphore(10)

    async def handle(user):
        async with semaphore:
            # The name first: the page of the teams needs it.
            name = await get_text(client, f"/names/{user}")
            if name == "nobody":
                raise LookupError(user)
            card = {"name": name}
            card["team"] = await get_text(client, f"/teams/{name}")
            return card

    results = await asyncio.gather(
        *(handle(user) for user in users),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result
    found: list[dict[str, Any]] = results
    return found
