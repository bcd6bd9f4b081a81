import httpx


async def chart(client: httpx.AsyncClient, names: list[str]) -> list[tuple[int, str]]:
    rows = []
    for place, name in enumerate(names, start=1):
        response = await client.get(f"/artists/{name}")
        rows.append((place, response.text))
    return rows
