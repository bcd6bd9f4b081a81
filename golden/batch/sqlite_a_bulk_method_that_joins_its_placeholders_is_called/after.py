from __future__ import annotations

import sqlite3
from collections import defaultdict

from pydantic import BaseModel

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    email TEXT NOT NULL
);
"""


class Member(BaseModel):
    id: int
    email: str


class Members:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def get(self, tenant_id: int, member_id: int) -> Member | None:
        row = self.connection.execute(
            "SELECT id, email FROM members WHERE tenant_id = ? AND id = ?",
            (tenant_id, member_id),
        ).fetchone()
        if row is None:
            return None
        return Member(id=row[0], email=row[1])

    def get_many(self, tenant_id: int, ids: list[int]) -> list[Member]:
        marks = ", ".join("?" for _ in ids)
        sql = f"SELECT id, email FROM members WHERE tenant_id = ? AND id IN ({marks})"
        rows = self.connection.execute(sql, (tenant_id, *ids)).fetchall()
        return [Member(id=row[0], email=row[1]) for row in rows]

    def of_tenant(self, tenant_id: int) -> list[tuple[int, str]]:
        return self.connection.execute(
            "SELECT tenant_id, email FROM members WHERE tenant_id = ? ORDER BY id DESC",
            (tenant_id,),
        ).fetchall()

    def of_tenants(self, tenant_ids: list[int]) -> list[tuple[int, str]]:
        if not tenant_ids:
            return []
        return self.connection.execute(
            "SELECT tenant_id, email FROM members WHERE tenant_id IN (%s) ORDER BY id DESC"
            % ",".join("?" * len(tenant_ids)),
            tuple(tenant_ids),
        ).fetchall()

    def email(self, member_id: int) -> tuple[int, str] | None:
        return self.connection.execute(
            "SELECT id, email FROM members WHERE id = ?", (member_id,)
        ).fetchone()

    def emails(self, ids: list[int]) -> dict[int, tuple[int, str]]:
        found: dict[int, tuple[int, str]] = {}
        for start in range(0, len(ids), 100):
            chunk = ids[start : start + 100]
            for row in self.connection.execute(
                "SELECT id, email FROM members WHERE id IN ("
                + ",".join(["?"] * len(chunk))
                + ")",
                chunk,
            ).fetchall():
                found[row[0]] = row
        return found


def overview(
    members: Members, ids: list[int]
) -> list[tuple[str | None, list[str], str | None]]:
    found = []
    member_ids = list(dict.fromkeys(ids))
    members_by_id = {}
    for start in range(0, len(member_ids), 900):
        for row in members.get_many(1, member_ids[start : start + 900]):
            members_by_id[row.id] = row
    members_by_tenant_id = defaultdict(list)
    for start in range(0, len(member_ids), 900):
        for record in members.of_tenants(member_ids[start : start + 900]):
            members_by_tenant_id[record[0]].append(record)
    other_members_by_id = members.emails(member_ids)
    for number in ids:
        member = members_by_id.get(number)
        mates = members_by_tenant_id.get(number, [])
        address = other_members_by_id.get(number)
        found.append(
            (
                member.email if member is not None else None,
                [email for _, email in mates],
                address[1] if address is not None else None,
            )
        )
    return found
