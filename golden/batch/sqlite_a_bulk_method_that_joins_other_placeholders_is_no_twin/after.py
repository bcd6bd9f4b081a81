from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

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

    def email_by_member_ids(
        self, member_ids: Iterable[int]
    ) -> dict[int, tuple[int, str]]:
        """Answer `email` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(member_ids))
        members_by_id: dict[int, tuple[int, str]] = {}
        if keys:
            for row in self.connection.execute(
                "SELECT id, email FROM members WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            ).fetchall():
                members_by_id[row[0]] = row
        return members_by_id

    def others(self, ids: list[int]) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(ids))
        return self.connection.execute(
            f"SELECT id, email FROM members WHERE id NOT IN ({marks})", ids
        ).fetchall()

    def of_tenant(self, tenant_id: int) -> list[tuple[int, str]]:
        return self.connection.execute(
            "SELECT tenant_id, email FROM members WHERE tenant_id = ?", (tenant_id,)
        ).fetchall()

    def of_tenant_by_tenant_ids(
        self, tenant_ids: Iterable[int]
    ) -> dict[int, list[tuple[int, str]]]:
        """Answer `of_tenant` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(tenant_ids))
        members_by_tenant_id: defaultdict[int, list[tuple[int, str]]] = defaultdict(
            list
        )
        if keys:
            for row in self.connection.execute(
                "SELECT tenant_id, email FROM members WHERE tenant_id IN (SELECT value FROM json_each(?))",
                (json.dumps(keys),),
            ).fetchall():
                members_by_tenant_id[row[0]].append(row)
        return members_by_tenant_id

    def of_tenants(self, tenant_ids: list[int], table: str) -> list[tuple[int, str]]:
        marks = ",".join("?" * len(tenant_ids))
        return self.connection.execute(
            f"SELECT tenant_id, email FROM {table} WHERE tenant_id IN ({marks})",
            tenant_ids,
        ).fetchall()


def overview(members: Members, ids: list[int]) -> list[tuple[str | None, list[str]]]:
    found = []
    member_ids = list(dict.fromkeys(ids))
    members_by_id = members.email_by_member_ids(member_ids)
    members_by_tenant_id = members.of_tenant_by_tenant_ids(member_ids)
    for number in ids:
        address = members_by_id.get(number)
        mates = members_by_tenant_id.get(number, [])
        found.append(
            (
                address[1] if address is not None else None,
                [email for _, email in mates],
            )
        )
    return found
