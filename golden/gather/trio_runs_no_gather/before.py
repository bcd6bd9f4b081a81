import httpx
import trio


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    with trio.fail_after(5):
        response = await client.get(path)
    return response.text


async def both(client: httpx.AsyncClient) -> tuple[str, str]:
    head = await get_text(client, "/head")
    body = await get_text(client, "/body")
    return head, body
