import httpx

position = 0


async def next_page(client: httpx.AsyncClient) -> str:
    global position
    response = await client.get(f"/pages/{position}")
    position = position + 1
    return response.text


async def two_pages(client: httpx.AsyncClient) -> tuple[str, str]:
    left = await next_page(client)
    right = await next_page(client)
    return left, right
