import asyncio

import httpx


async def get_state(client: httpx.AsyncClient, job: str) -> str:
    response = await client.get(f"/jobs/{job}")
    return response.text


async def settled(client: httpx.AsyncClient, job: str) -> bool:
    """A job is settled when its state is the same two seconds later."""
    first = await get_state(client, job)
    await asyncio.sleep(2)
    second = await get_state(client, job)
    return first == second
