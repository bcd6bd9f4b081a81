from collections.abc import Callable

import httpx


async def labels(
    client: httpx.AsyncClient, names: list[str]
) -> list[Callable[[], str]]:
    found: list[Callable[[], str]] = []
    for name in names:
        found.append(((await client.get(f"/{name}")).text, lambda: name))
    return found
