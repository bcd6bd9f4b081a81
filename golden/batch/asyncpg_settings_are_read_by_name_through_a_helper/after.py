from collections.abc import Iterable

import asyncpg

SCHEMA = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);
"""


async def setting(pool: asyncpg.Pool, name: str) -> str | None:
    return await pool.fetchval("SELECT value FROM settings WHERE name = $1", name)


async def setting_by_names(pool: asyncpg.Pool, names: Iterable[str]) -> dict[str, str]:
    """Answer `setting` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(names))
    values_by_name: dict[str, str] = {}
    if keys:
        for name, value in await pool.fetch(
            "SELECT name, value FROM settings WHERE name = ANY($1)", keys
        ):
            values_by_name[name] = value
    return values_by_name


async def address(pool: asyncpg.Pool) -> str:
    names = ["host", "port", "path"]
    values_by_name = await setting_by_names(pool, names)
    host = values_by_name.get("host")
    port = values_by_name.get("port")
    if port is None:
        port = "80"
    path = values_by_name.get("path")
    return f"{host}:{port}{path}"
