import aiosqlite

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


async def seen(
    connection: aiosqlite.Connection, pairs: list[tuple[int, int]]
) -> list[bool]:
    found = []
    for pair in pairs:
        cursor = await connection.execute(
            "SELECT EXISTS(SELECT 1 FROM visits WHERE tenant_id = ? AND number = ?)",
            (pair[0], pair[1]),
        )
        found.append(bool((await cursor.fetchone())[0]))
    return found
