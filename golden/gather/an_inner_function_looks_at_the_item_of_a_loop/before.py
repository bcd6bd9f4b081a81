import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    found: list[str] = []

    async def load() -> str:
        return (await client.get(f"/{name}")).text

    for name in names:
        found.append(await load())
    return found
