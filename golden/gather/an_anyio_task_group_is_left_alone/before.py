import anyio
import httpx


async def ping(client: httpx.AsyncClient, path: str) -> None:
    await client.get(path)


async def compare(client: httpx.AsyncClient) -> bool:
    async with anyio.create_task_group() as group:
        group.start_soon(ping, client, "/live")
    old = await client.get("/old")
    new = await client.get("/new")
    return old.text == new.text
