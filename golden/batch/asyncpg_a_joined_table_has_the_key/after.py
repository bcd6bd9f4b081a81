from collections import defaultdict

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def orders(pool: asyncpg.Pool, emails: list[int]) -> list[list[int]]:
    found = []
    team_ids = list(dict.fromkeys(emails))
    orders_by_team_id = defaultdict(list)
    if team_ids:
        for record in await pool.fetch(
            """
            SELECT o.id, u.team_id
            FROM orders o
            JOIN users u ON u.id = o.user_id
            WHERE u.team_id = ANY($1)
            ORDER BY o.id
            """,
            team_ids,
        ):
            orders_by_team_id[record["team_id"]].append(record)
    for team_id in emails:
        rows = orders_by_team_id.get(team_id, [])
        found.append([row["id"] for row in rows])
    return found
