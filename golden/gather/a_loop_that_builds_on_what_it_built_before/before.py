import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def chain(client: httpx.AsyncClient, steps: list[str]) -> list[str]:
    found: list[str] = []
    for step in steps:
        name = await get_text(client, f"/{step}")
        before = found[-1] if found else "start"
        more = await get_text(client, f"/{name}/{before}")
        found.append(more)
    return found


async def counted(client: httpx.AsyncClient, steps: list[str], seen: list[str]) -> list[str]:
    found: list[str] = []
    for step in steps:
        name = await get_text(client, f"/{step}")
        seen.append(name)
        more = await get_text(client, f"/{name}/more")
        found.append(more)
    return found
