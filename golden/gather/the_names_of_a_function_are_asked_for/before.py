import httpx


async def report(client: httpx.AsyncClient, names: list[str]) -> str:
    found = []
    for name in names:
        try:
            response = await client.get(f"/{name}")
        except httpx.ConnectTimeout:
            continue
        found.append(response.text)
    return "{found} up to {name}".format(**locals())
