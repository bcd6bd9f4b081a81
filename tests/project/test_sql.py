"""SQL is read by parsing it, never by its first word."""

from __future__ import annotations

import pytest

from codemods.project.sql import read_sql

KINDS = {
    "SELECT * FROM users WHERE id = $1": "read",
    "select count(*) from users where name = %s and x = %(x)s": "read",
    "SELECT a FROM t WHERE b = :b": "read",
    "WITH x AS (SELECT 1) SELECT * FROM x": "read",
    "SELECT 1 UNION SELECT 2": "read",
    "SELECT * FROM t WHERE id = ANY($1::int[])": "read",
    "SELECT * FROM t FOR UPDATE": "lock",
    "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone": "write",
    "INSERT INTO t VALUES (1) RETURNING id": "write",
    "UPDATE t SET a = 1": "write",
    "SELECT nextval('s')": "unknown",
    "SELECT my_function(1)": "unknown",
    "SELECT pg_advisory_lock(1)": "unknown",
    "BEGIN": "begin",
    "COMMIT": "commit",
    "CREATE TABLE t (a int)": "ddl",
    "SELECT 1; DELETE FROM t": "write",
    "not sql at all (": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize("text", KINDS)
def test_kinds(text: str) -> None:
    assert read_sql(text, "postgresql").kind == KINDS[text]


def test_tables_are_named() -> None:
    found = read_sql("SELECT * FROM a JOIN B ON a.x = B.x WHERE a.y IN (SELECT y FROM c)")
    assert found.tables == {"a", "b", "c"}
