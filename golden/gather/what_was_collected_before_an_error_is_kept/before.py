import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def until_missing(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    """The pages up to the first that does not exist."""
    found: list[str] = []
    try:
        for path in paths:
            found.append(await get_text(client, path))
    except httpx.HTTPStatusError:
        pass
    return found
