import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        path = f"/{name.strip()}"
        response = await client.get(path)
        found.append(path)
        found.append(response.text)
    return found
