import asyncpg

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


async def emails(pool: asyncpg.Pool, pairs: list[tuple[int, int]]) -> list[str | None]:
    found = []
    for tenant_id, number in pairs:
        row = await pool.fetchrow(
            "SELECT email FROM members WHERE tenant_id = $1 AND number > $2 ORDER BY number",
            tenant_id,
            number,
        )
        found.append(row["email"] if row else None)
    return found
