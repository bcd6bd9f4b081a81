import httpx


async def labels(client: httpx.AsyncClient, names: list[str]) -> list:
    found: list = []
    for name in names:
        path = f"/{name}"
        response = await client.get(path)
        found.append((response.text, lambda: path))
    return found
