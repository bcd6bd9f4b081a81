import sqlite3

SCHEMA = """
CREATE TABLE members (id INTEGER PRIMARY KEY, tenant_id INTEGER NOT NULL, email TEXT NOT NULL);
"""


def overview(
    connection: sqlite3.Connection, tenants: list[int], ids: list[int]
) -> list[list[tuple[int, str]]]:
    found = []
    marks = ",".join("?" * len(ids))
    for tenant_id in tenants:
        rows = connection.execute(
            f"SELECT id, email FROM members WHERE tenant_id = ? AND id IN ({marks})",
            (tenant_id, *ids),
        ).fetchall()
        found.append(rows)
    return found
