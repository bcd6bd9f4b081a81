import asyncio

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
    results = await asyncio.gather(
        get_user(client, user_id),
        get_plan(client, user_id),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result
    user, plan = results
    return f"{user} ({plan})"
