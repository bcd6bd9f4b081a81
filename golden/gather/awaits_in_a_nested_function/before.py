from collections.abc import Awaitable, Callable

import httpx


def make_probe(client: httpx.AsyncClient) -> Callable[[str], Awaitable[bool]]:
    async def status(path: str) -> int:
        response = await client.head(path)
        return response.status_code

    async def probe(name: str) -> bool:
        live = await status(f"/{name}/live")
        ready = await status(f"/{name}/ready")
        return live == ready == 200

    return probe
