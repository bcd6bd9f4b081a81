import psycopg

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


def emails(
    connection: psycopg.Connection, pairs: list[tuple[int | None, int]]
) -> list[str | None]:
    found = []
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    members_by_tenant_id_and_number = {}
    if keys:
        for record in connection.execute(
            "SELECT email, wanted.wanted_position FROM members CROSS JOIN unnest(%s, %s) WITH ORDINALITY AS wanted (wanted_value_1, wanted_value_2, wanted_position) WHERE tenant_id = wanted.wanted_value_1 AND number = wanted.wanted_value_2",
            ([key[0] for key in keys], [key[1] for key in keys]),
        ).fetchall():
            members_by_tenant_id_and_number[keys[record[-1] - 1]] = record[:-1]
    for tenant_id, number in pairs:
        row = members_by_tenant_id_and_number.get((tenant_id, number))
        found.append(row[0] if row else None)
    return found
