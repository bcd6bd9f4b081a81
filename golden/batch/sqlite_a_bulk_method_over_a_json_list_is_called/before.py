from __future__ import annotations

import json
import sqlite3

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    deleted INTEGER NOT NULL
);
"""


class Members:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def of_tenant(self, tenant_id: int) -> list[tuple[int, str]]:
        return self.connection.execute(
            "SELECT tenant_id, email FROM members WHERE tenant_id = ? ORDER BY id DESC",
            (tenant_id,),
        ).fetchall()

    def of_tenants(self, tenant_ids: list[int]) -> list[tuple[int, str]]:
        if not tenant_ids:
            return []
        return self.connection.execute(
            "SELECT tenant_id, email FROM members "
            "WHERE tenant_id IN (SELECT value FROM json_each(?)) "
            "ORDER BY tenant_id, id DESC",
            (json.dumps(tenant_ids),),
        ).fetchall()


def emails(members: Members, tenant_ids: list[int]) -> list[list[str]]:
    found = []
    for tenant_id in tenant_ids:
        rows = members.of_tenant(tenant_id)
        found.append([email for _, email in rows])
    return found
