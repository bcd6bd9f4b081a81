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
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    members_by_tenant_id_and_number = {}
    if keys:
        for record in await pool.fetch(
            "SELECT m.* FROM members AS m CROSS JOIN unnest($1::int[], $2::int[]) AS wanted (wanted_value_1, wanted_value_2) WHERE m.tenant_id = wanted.wanted_value_1 AND m.number = wanted.wanted_value_2",
            [key[0] for key in keys],
            [key[1] for key in keys],
        ):
            members_by_tenant_id_and_number[(record["tenant_id"], record["number"])] = (
                record
            )
    for tenant_id, number in pairs:
        row = members_by_tenant_id_and_number.get((tenant_id, number))
        found.append(row["email"] if row else None)
    return found
