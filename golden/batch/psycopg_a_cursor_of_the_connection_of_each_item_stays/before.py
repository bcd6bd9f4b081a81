from dataclasses import dataclass

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


@dataclass
class Tenant:
    connection: psycopg.Connection
    owner_id: int


def emails(tenants: list[Tenant]) -> list[object]:
    found = []
    for tenant in tenants:
        with tenant.connection.cursor() as cursor:
            cursor.execute("SELECT email FROM users WHERE id = %s", (tenant.owner_id,))
            found.append(cursor.fetchone())
    return found
