import httpx


async def texts(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        try:
            response = await client.get(path)
        except BaseException:
            continue
        found.append(response.text)
    return found
