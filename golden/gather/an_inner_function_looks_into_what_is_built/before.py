import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    found: list[str] = []

    async def load(name: str) -> str:
        if name in found:
            return "again"
        return (await client.get(f"/{name}")).text

    for name in names:
        key = name.strip()
        text = await load(key)
        found.append(text)
    return found
