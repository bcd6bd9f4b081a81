import httpx
import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def tell(
    connection: psycopg.Connection, client: httpx.Client, chosen: list[str]
) -> None:
    user_ids = list(dict.fromkeys(chosen))
    users_by_id = {}
    for start in range(0, len(user_ids), 100):
        wanted = user_ids[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT email, {number_row} AS wanted_position FROM users WHERE id = %s"
                for number_row in range(len(wanted))
            ]
        )
        for record in connection.execute(statement, wanted).fetchall():
            users_by_id[wanted[record[-1]]] = record[:-1]
    for number in chosen:
        row = users_by_id.get(number)
        client.post("/seen", json={"email": row[0] if row else None})
