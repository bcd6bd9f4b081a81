from typing import Any

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def cards(client: httpx.AsyncClient, users: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for user in users:
        # The name first: the page of the teams needs it.
        name = await get_text(client, f"/names/{user}")
        if name == "nobody":
            raise LookupError(user)
        card = {"name": name}
        card["team"] = await get_text(client, f"/teams/{name}")
        found.append(card)
    return found
