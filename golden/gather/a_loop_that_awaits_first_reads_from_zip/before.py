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
    for host in hosts:
        load = await get_load(client, host.name)
        if load == "high":
            lines.append(f"{host.name} ({host.weight})")
    return lines
