import httpx


async def page(client: httpx.AsyncClient, user_id: int) -> tuple[str, str]:
    name = "Ada"; user = await client.get(f"/users/{user_id}")  # fmt: skip
    orders = await client.get(f"/orders/{user_id}")
    return user.text + name, orders.text


async def pages(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found = []
    for path in paths: found.append((await client.get(path)).text)  # fmt: skip
    return found
