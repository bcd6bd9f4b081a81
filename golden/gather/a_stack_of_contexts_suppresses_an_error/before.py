from contextlib import ExitStack, suppress

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def must_get(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def profile(client: httpx.AsyncClient, user: str) -> tuple[str, str]:
    name = picture = ""
    with ExitStack() as stack:
        stack.enter_context(suppress(httpx.HTTPStatusError))
        name = await get_text(client, f"/names/{user}")
        picture = await must_get(client, f"/pictures/{user}")
    return name, picture
