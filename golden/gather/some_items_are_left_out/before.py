import httpx


async def pictures(client: httpx.AsyncClient, users: list[dict]) -> list[str]:
    found = []
    for user in users:
        path = user.get("picture")
        if path is None:
            continue
        response = await client.get(path)
        if response.status_code != 404:
            found.append(response.text)
    return found
