import httpx


async def pages(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        response = await client.get(path, params={"after": len(found)})
        if response.status_code == 200:
            found.append(response.text)
    return found
