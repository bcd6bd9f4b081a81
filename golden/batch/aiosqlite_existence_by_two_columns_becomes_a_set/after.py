import json

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
    keys = list(dict.fromkeys((pair[0], pair[1]) for pair in pairs))
    tenant_id_and_numbers_with_visits = set()
    if keys:
        for (wanted_position,) in await (
            await connection.execute(
                "SELECT DISTINCT wanted.wanted_position FROM visits JOIN (SELECT json_extract(value, '$[0]') AS wanted_value_1, json_extract(value, '$[1]') AS wanted_value_2, key AS wanted_position FROM json_each(?)) AS wanted WHERE tenant_id = wanted.wanted_value_1 AND number = wanted.wanted_value_2",
                (json.dumps(keys),),
            )
        ).fetchall():
            tenant_id_and_numbers_with_visits.add(keys[wanted_position])
    for pair in pairs:
        found.append((pair[0], pair[1]) in tenant_id_and_numbers_with_visits)
    return found
