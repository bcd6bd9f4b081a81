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
    for tenant_id, number in pairs:
        cursor.execute(
            "SELECT page FROM visits WHERE tenant_id = %(tenant)s AND number = %(number)s ORDER BY id",
            {"tenant": tenant_id, "number": number},
        )
        found.append([row[0] for row in cursor.fetchall()])
    return found
