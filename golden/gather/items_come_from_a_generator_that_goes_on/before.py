from collections.abc import Iterator

import httpx


def numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


async def page(client: httpx.AsyncClient, number: int) -> str:
    response = await client.get(f"/pages/{number}")
    response.raise_for_status()
    return response.text


async def pages(client: httpx.AsyncClient) -> None:
    found = []
    for number in numbers():
        found.append(await page(client, number))
