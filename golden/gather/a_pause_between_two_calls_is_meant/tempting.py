import asyncio

import httpx


async def get_state(client: httpx.AsyncClient, job: str) -> str:
    response = await client.get(f"/jobs/{job}")
    return response.text


async def settled(client: httpx.AsyncClient, job: str) -> bool:
    """A job is settled when its state is the same two seconds later."""
    first, _, second = await asyncio.gather(
        get_state(client, job), asyncio.sleep(2), get_state(client, job)
    )
    return first == second
