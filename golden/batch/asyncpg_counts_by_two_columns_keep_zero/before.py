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


async def counts(
    pool: asyncpg.Pool, pairs: list[tuple[int | None, int | None]], page: str
) -> list[int]:
    return [
        await pool.fetchval(
            "SELECT count(*) FROM visits WHERE page <> $3 AND number = $2 AND tenant_id = $1",
            tenant_id,
            number,
            page,
        )
        for tenant_id, number in pairs
    ]
