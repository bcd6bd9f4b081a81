import httpx


class NotFoundError(Exception):
    pass


async def get_user(client: httpx.AsyncClient, user_id: int) -> str:
    response = await client.get(f"/users/{user_id}")
    if response.status_code == 404:
        raise NotFoundError(user_id)
    return response.text


async def get_plan(client: httpx.AsyncClient, user_id: int) -> str:
    response = await client.get(f"/plans/{user_id}")
    response.raise_for_status()
    return response.text


async def badge(client: httpx.AsyncClient, user_id: int) -> str:
    user = await get_user(client, user_id)
    plan = await get_plan(client, user_id)
    return f"{user} ({plan})"
