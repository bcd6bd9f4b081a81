from collections import defaultdict

import psycopg2.extensions

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


def pages(
    connection: psycopg2.extensions.connection, pairs: list[tuple[int, int]]
) -> list[list[str]]:
    found = []
    cursor = connection.cursor()
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    visits_by_tenant_id_and_number = defaultdict(list)
    if keys:
        cursor.execute(
            "SELECT page, wanted.wanted_position FROM visits CROSS JOIN unnest(%(tenant)s, %(number)s) WITH ORDINALITY AS wanted (wanted_value_1, wanted_value_2, wanted_position) WHERE tenant_id = wanted.wanted_value_1 AND number = wanted.wanted_value_2 ORDER BY id",
            {"tenant": [key[0] for key in keys], "number": [key[1] for key in keys]},
        )
        for record in cursor.fetchall():
            visits_by_tenant_id_and_number[keys[record[-1] - 1]].append(record[:-1])
    for tenant_id, number in pairs:
        found.append(
            [
                row[0]
                for row in visits_by_tenant_id_and_number.get((tenant_id, number), [])
            ]
        )
    return found
