import asyncio
from dataclasses import dataclass

import httpx


@dataclass
class Host:
    name: str
    weight: int


async def get_load(client: httpx.AsyncClient, host: str) -> str:
    response = await client.get(f"/{host}/load")
    return response.text


async def busiest(client: httpx.AsyncClient, hosts: list[Host]) -> list[str]:
    lines = []
    semaphore = asyncio.Semaphore(10)

    async def fetch(host):
        async with semaphore:
            return await get_load(client, host.name)

    for host, load in zip(
        hosts, await asyncio.gather(*(fetch(host) for host in hosts))
    ):
        if load == "high":
            lines.append(f"{host.name} ({host.weight})")
    return lines
