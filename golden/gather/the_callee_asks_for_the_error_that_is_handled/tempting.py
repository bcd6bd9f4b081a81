import asyncio
import traceback

import httpx


async def described(client: httpx.AsyncClient, path: str) -> str:
    """A part of the page for operators, with the error that led to it."""
    response = await client.get(path)
    return f"{response.text}: {traceback.format_exc().splitlines()[-1]}"


async def page(client: httpx.AsyncClient) -> str:
    try:
        response = await client.get("/main")
        return response.json()["title"]
    except KeyError:
        status, notes = await asyncio.gather(
            described(client, "/status"), described(client, "/notes")
        )
        return f"{status}, {notes}"
