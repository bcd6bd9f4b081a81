import asyncio

import asyncpg


class Projects:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def find_owner(self, slug: str) -> int | None:
        return await self.pool.fetchval(
            "SELECT owner_id FROM projects WHERE slug = $1", slug
        )

    async def find_name(self, user_id: int | None) -> str | None:
        return await self.pool.fetchval("SELECT name FROM users WHERE id = $1", user_id)

    async def count_stars(self, slug: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM stars WHERE slug = $1", slug
        )

    async def card(self, slug: str) -> str:
        owner, stars = await asyncio.gather(
            self.find_owner(slug),
            self.count_stars(slug),
        )
        name = await self.find_name(owner)
        return f"{slug} by {name}, {stars} stars"
