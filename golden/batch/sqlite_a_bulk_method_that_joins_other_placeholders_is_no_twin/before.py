from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    email TEXT NOT NULL
);
"""


class Members:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def email(self, member_id: int) -> tuple[int, str] | None:
        return self.connection.execute(
            "SELECT id, email FROM members WHERE id = ?", (member_id,)
        ).fetchone()

    def others(self, ids: list[int]) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(ids))
        return self.connection.execute(
            f"SELECT id, email FROM members WHERE id NOT IN ({marks})", ids
        ).fetchall()

    def of_tenant(self, tenant_id: int) -> list[tuple[int, str]]:
        return self.connection.execute(
            "SELECT tenant_id, email FROM members WHERE tenant_id = ?", (tenant_id,)
        ).fetchall()

    def of_tenants(self, tenant_ids: list[int], table: str) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(tenant_ids))
        return self.connection.execute(
            f"SELECT tenant_id, email FROM {table} WHERE tenant_id IN ({marks})",
            tenant_ids,
        ).fetchall()


def overview(members: Members, ids: list[int]) -> list[tuple[str | None, list[str]]]:
    found = []
    for number in ids:
        address = members.email(number)
        mates = members.of_tenant(number)
        found.append(
            (
                address[1] if address is not None else None,
                [email for _, email in mates],
            )
        )
    return found
