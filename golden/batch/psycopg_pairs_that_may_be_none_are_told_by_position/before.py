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
    for tenant_id, number in pairs:
        row = connection.execute(
            "SELECT email FROM members WHERE tenant_id = %s AND number = %s",
            (tenant_id, number),
        ).fetchone()
        found.append(row[0] if row else None)
    return found
