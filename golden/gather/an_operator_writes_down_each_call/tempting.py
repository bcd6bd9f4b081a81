import asyncio

import httpx


class Journal:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def __lshift__(self, line: str) -> "Journal":
        self.lines.append(line)
        return self

    def __str__(self) -> str:
        return str(len(self.lines))


async def visit(client: httpx.AsyncClient, name: str, journal: Journal) -> str:
    response = await client.get(f"/{name}/{journal}")
    journal << response.text
    return response.text


async def tour(client: httpx.AsyncClient, journal: Journal) -> list[str]:
    hall, attic = await asyncio.gather(
        visit(client, "hall", journal), visit(client, "attic", journal)
    )
    return [hall, attic]
