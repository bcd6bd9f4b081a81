import asyncio

import asyncpg


async def find_author(pool: asyncpg.Pool, paper: int) -> str | None:
    return await pool.fetchval("SELECT author FROM papers WHERE id = $1", paper)


async def find_editor(pool: asyncpg.Pool, paper: int) -> str | None:
    return await pool.fetchval("SELECT editor FROM papers WHERE id = $1", paper)


async def people(pool: asyncpg.Pool, paper: int) -> set[str | None]:
    author, editor = await asyncio.gather(
        find_author(pool, paper),
        find_editor(pool, paper),
    )
    found = {author, editor}
    return found - {None}
