from __future__ import annotations

import psycopg2.extensions

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    deleted INTEGER NOT NULL
);
"""


class Members:
    def __init__(self, connection: psycopg2.extensions.connection) -> None:
        self.connection = connection


def get_member(
    cursor: psycopg2.extensions.cursor, member_id: int
) -> tuple[int, str] | None:
    cursor.execute("SELECT id, email FROM members WHERE id = %s", (member_id,))
    return cursor.fetchone()


def find_members(
    cursor: psycopg2.extensions.cursor, ids: list[int]
) -> dict[int, tuple[int, str]]:
    cursor.execute("SELECT id, email FROM members WHERE id IN %s", (tuple(ids),))
    return {row[0]: row for row in cursor.fetchall()}


def emails(members: Members, ids: list[int]) -> list[str | None]:
    cursor = members.connection.cursor()
    found = []
    member_ids = list(dict.fromkeys(ids))
    members_by_id = {}
    if member_ids:
        members_by_id = find_members(cursor, member_ids)
    for member_id in ids:
        row = members_by_id.get(member_id)
        found.append(row[1] if row else None)
    return found
