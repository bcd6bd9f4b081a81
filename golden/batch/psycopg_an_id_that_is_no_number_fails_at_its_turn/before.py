import httpx
import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def tell(
    connection: psycopg.Connection, client: httpx.Client, chosen: list[str]
) -> None:
    for number in chosen:
        row = connection.execute(
            "SELECT email FROM users WHERE id = %s", (number,)
        ).fetchone()
        client.post("/seen", json={"email": row[0] if row else None})
