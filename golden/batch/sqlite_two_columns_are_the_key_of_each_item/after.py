import json
import sqlite3
from collections import defaultdict

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
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    visits_by_tenant_id_and_number = defaultdict(list)
    if keys:
        for row in connection.execute(
            "SELECT page, wanted.wanted_position FROM visits JOIN (SELECT json_extract(value, '$[0]') AS wanted_value_1, json_extract(value, '$[1]') AS wanted_value_2, key AS wanted_position FROM json_each(?)) AS wanted WHERE page <> ? AND tenant_id = wanted.wanted_value_1 AND number = wanted.wanted_value_2 AND id > ? ORDER BY id DESC",
            (json.dumps(keys), without, 0),
        ).fetchall():
            visits_by_tenant_id_and_number[keys[row[-1]]].append(row[:-1])
    for tenant_id, number in pairs:
        rows = visits_by_tenant_id_and_number.get((tenant_id, number), [])
        found.append([page for (page,) in rows])
    return found
