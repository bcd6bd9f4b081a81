import asyncio
from dataclasses import dataclass

import httpx
from redis.asyncio import Redis


class Http:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def text(self, path: str) -> str:
        response = await self._client.get(path)
        return response.text


class Geo:
    def __init__(self, http: Http) -> None:
        self._http = http

    async def country(self, address: str) -> str:
        return await self._http.text(f"/geo/{address}")


@dataclass
class Visitors:
    geo: Geo
    redis: Redis

    async def last_seen(self, address: str) -> str | None:
        return await self.redis.get(f"seen:{address}")

    async def describe(self, address: str) -> str:
        country, seen = await asyncio.gather(
            self.geo.country(address),
            self.last_seen(address),
        )
        if seen is None:
            return f"new from {country}"
        return f"from {country}, last seen {seen}"
