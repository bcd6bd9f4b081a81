import asyncpg


async def overview(
    pool: asyncpg.Pool, tables: list[str]
) -> tuple[list[asyncpg.Record], list[asyncpg.Record]]:
    statement = " UNION ALL ".join([f"SELECT id FROM {table}" for table in tables])
    rows = await pool.fetch(statement)
    teams = await pool.fetch("SELECT id, name FROM teams ORDER BY id")
    return rows, teams
