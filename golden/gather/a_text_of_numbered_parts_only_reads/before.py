import asyncpg


async def overview(
    pool: asyncpg.Pool, emails: list[str]
) -> tuple[list[asyncpg.Record], list[asyncpg.Record]]:
    statement = " UNION ALL ".join(
        [
            f"SELECT id, {number} AS position FROM users WHERE email = ${number + 1}"
            for number in range(len(emails))
        ]
    )
    users = await pool.fetch(statement, *emails)
    teams = await pool.fetch("SELECT id, name FROM teams ORDER BY id")
    return users, teams
