from databases import Database

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


async def emails(database: Database, pairs: list[tuple[int, int]]) -> list[str | None]:
    found = []
    for tenant_id, number in pairs:
        row = await database.fetch_one(
            "SELECT email, tenant_id, number FROM members WHERE tenant_id = :tenant AND number = :number",
            {"tenant": tenant_id, "number": number},
        )
        found.append(row["email"] if row else None)
    return found
