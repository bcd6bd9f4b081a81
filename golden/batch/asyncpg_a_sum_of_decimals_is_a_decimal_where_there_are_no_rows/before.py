import asyncpg

DDL = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL,
    pay NUMERIC(9, 2)
)
"""


async def payroll(db: asyncpg.Connection, teams: list[int]) -> list:
    return [
        await db.fetchval(
            "SELECT COALESCE(SUM(pay), 0) FROM users WHERE team_id = $1", team
        )
        for team in teams
    ]


async def people(db: asyncpg.Connection, teams: list[int]) -> list:
    return [
        await db.fetchval(
            "SELECT COALESCE(COUNT(*), 7) FROM users WHERE team_id = $1", team
        )
        for team in teams
    ]
