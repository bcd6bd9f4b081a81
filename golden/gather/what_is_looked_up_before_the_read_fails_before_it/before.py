import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def fill(client: httpx.AsyncClient, shelves: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"a": [], "b": []}
    for shelf in shelves:
        found[shelf].extend(await get_text(client, f"/shelves/{shelf}"))
    return found
