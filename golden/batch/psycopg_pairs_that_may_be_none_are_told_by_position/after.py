import psycopg

SCHEMA = """
CREATE TABLE members (
    tenant_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (tenant_id, number)
);
CREATE TABLE visits (id INTEGER PRIMARY KEY, tenant_id INTEGER, number INTEGER, page TEXT NOT NULL);
"""


def emails(
    connection: psycopg.Connection, pairs: list[tuple[int | None, int]]
) -> list[str | None]:
    found = []
    keys = list(dict.fromkeys((tenant_id, number) for tenant_id, number in pairs))
    members_by_tenant_id_and_number = {}
    for start in range(0, len(keys), 100):
        wanted = keys[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT email, {number_row} AS wanted_position FROM members WHERE tenant_id = %s AND number = %s"
                for number_row in range(len(wanted))
            ]
        )
        for record in connection.execute(
            statement, [value for key_row in wanted for value in key_row]
        ).fetchall():
            members_by_tenant_id_and_number[wanted[record[-1]]] = record[:-1]
    for tenant_id, number in pairs:
        row = members_by_tenant_id_and_number.get((tenant_id, number))
        found.append(row[0] if row else None)
    return found
