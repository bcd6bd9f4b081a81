import httpx


async def available(
    client: httpx.AsyncClient, paths: list[str]
) -> tuple[list[str], int]:
    found = []
    failed = 0
    for path in paths:
        try:
            response = await client.get(path)
            response.raise_for_status()
            found.append(response.text)
        except httpx.HTTPError:
            failed += 1
            if failed > 3:
                raise
    return found, failed
