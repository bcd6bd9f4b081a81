import sqlite3

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
    connection: sqlite3.Connection,
    pairs: list[tuple[int | None, int | None]],
    without: str,
) -> list[list[str]]:
    found = []
    for tenant_id, number in pairs:
        rows = connection.execute(
            "SELECT page FROM visits WHERE page <> ? AND tenant_id = ? AND number = ? AND id > ? ORDER BY id DESC",
            (without, tenant_id, number, 0),
        ).fetchall()
        found.append([page for (page,) in rows])
    return found
