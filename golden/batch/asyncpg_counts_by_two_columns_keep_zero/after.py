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
    keys = list(dict.fromkeys((number, tenant_id) for tenant_id, number in pairs))
    visit_counts_by_number_and_tenant_id = {}
    if keys:
        for wanted_position, count in await pool.fetch(
            "SELECT wanted.wanted_position, count(*) FROM visits CROSS JOIN unnest($2::int[], $1::int[]) WITH ORDINALITY AS wanted (wanted_value_1, wanted_value_2, wanted_position) WHERE page <> $3 AND number = wanted.wanted_value_1 AND tenant_id = wanted.wanted_value_2 GROUP BY wanted.wanted_position",
            [key[1] for key in keys],
            [key[0] for key in keys],
            page,
        ):
            visit_counts_by_number_and_tenant_id[keys[wanted_position - 1]] = count
    return [
        visit_counts_by_number_and_tenant_id.get((number, tenant_id), 0)
        for tenant_id, number in pairs
    ]
