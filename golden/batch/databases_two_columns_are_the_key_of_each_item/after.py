import json

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
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    members_by_tenant_id_and_number = {}
    if keys:
        for record in await database.fetch_all(
            "SELECT email, tenant_id, number FROM members JOIN (SELECT json_extract(value, '$[0]') AS wanted_value_1, json_extract(value, '$[1]') AS wanted_value_2 FROM json_each(:tenant)) AS wanted WHERE tenant_id = wanted.wanted_value_1 AND number = wanted.wanted_value_2",
            {"tenant": json.dumps(keys)},
        ):
            members_by_tenant_id_and_number[(record["tenant_id"], record["number"])] = (
                record
            )
    for tenant_id, number in pairs:
        row = members_by_tenant_id_and_number.get((tenant_id, number))
        found.append(row["email"] if row else None)
    return found
