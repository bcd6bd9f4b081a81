import traceback

import httpx


async def text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    try:
        return response.json()["text"]
    except KeyError:
        return traceback.format_exc().splitlines()[-1]


async def page(client: httpx.AsyncClient) -> str:
    try:
        response = await client.get("/main")
        return response.json()["title"]
    except KeyError:
        status = await text(client, "/status")
        notes = await text(client, "/notes")
        return f"{status}, {notes}"
