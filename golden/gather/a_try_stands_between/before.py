import asyncpg
import httpx


class Rooms:
    def __init__(self, client: httpx.AsyncClient, pool: asyncpg.Pool) -> None:
        self.client = client
        self.pool = pool

    async def get_topic(self, room: str) -> str:
        response = await self.client.get(f"/topics/{room}")
        response.raise_for_status()
        return response.text

    async def count_guests(self, room: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM guests WHERE room = $1", room
        )

    async def door_sign(self, room: str) -> str:
        try:
            topic = await self.get_topic(room)
        except httpx.HTTPStatusError:
            topic = "no topic"
        guests = await self.count_guests(room)
        return f"{topic} ({guests})"
