import asyncpg

SCHEMA = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
"""


async def setting(pool: asyncpg.Pool, name: str) -> str | None:
    return await pool.fetchval("SELECT value FROM settings WHERE name = $1", name)


async def address(pool: asyncpg.Pool) -> str:
    host = await setting(pool, "host")
    port = await setting(pool, "port")
    if port is None:
        port = "80"
    path = await setting(pool, "path")
    return f"{host}:{port}{path}"
