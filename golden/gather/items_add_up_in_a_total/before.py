import httpx


async def get_size(client: httpx.AsyncClient, path: str) -> int:
    response = await client.head(path)
    return len(response.headers)


async def total_size(client: httpx.AsyncClient, paths: list[str]) -> int:
    total = 0
    for path in paths:
        if path.startswith("/"):
            total += await get_size(client, path)
    return total
