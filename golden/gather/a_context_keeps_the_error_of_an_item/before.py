import contextlib

import httpx


async def texts(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found: list[str] = []
    for path in paths:
        with contextlib.suppress(httpx.HTTPError):
            response = await client.get(path)
            found.append(response.text)
    return found
