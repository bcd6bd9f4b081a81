import asyncio
from dataclasses import dataclass

import asyncpg


@dataclass(frozen=True)
class Profile:
    name: str
    followers: int
    posts: int


class Profiles:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def count_followers(self, user_id: int) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM follows WHERE followee = $1", user_id
        )

    async def count_posts(self, user_id: int) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM posts WHERE author = $1", user_id
        )

    async def of(self, user_id: int, name: str) -> Profile:
        followers, posts = await asyncio.gather(
            self.count_followers(user_id),
            self.count_posts(user_id),
        )
        return Profile(
            name=name,
            followers=followers,
            posts=posts,
        )
