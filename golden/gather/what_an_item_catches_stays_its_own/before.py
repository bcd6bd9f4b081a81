import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def available(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        try:
            found.append(await get_text(client, path))
        except httpx.HTTPError:
            found.append("")
    return found
