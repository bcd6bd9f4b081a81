from databases import Database

SCHEMA = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email VARCHAR(50) NOT NULL UNIQUE,
    team VARCHAR(20),
    born DATE
);
"""


async def ids(database: Database, emails: list[str]) -> list[int | None]:
    found = []
    for email in emails:
        row = await database.fetch_one(
            "SELECT id FROM users WHERE email = :email", {"email": email}
        )
        found.append(row["id"] if row else None)
    return found


async def members(database: Database, teams: list[str | None]) -> list[list[str]]:
    found = []
    for team in teams:
        rows = await database.fetch_all(
            "SELECT * FROM users WHERE team = :team ORDER BY born DESC, id",
            {"team": team},
        )
        found.append([row["email"] for row in rows])
    return found


async def counts(database: Database, teams: list[str]) -> list[int]:
    return [
        await database.fetch_val(
            "SELECT COUNT(*) FROM users WHERE team = :team", {"team": team}
        )
        for team in teams
    ]


async def youngest(
    database: Database, teams: list[str], since: str
) -> list[tuple[int, int]]:
    found = []
    for place, team in enumerate(teams):
        rows = await database.fetch_all(
            """
            SELECT u.id
            FROM users AS u
            WHERE u.team = :team AND u.born > :since
            ORDER BY u.born DESC, u.id
            LIMIT 2;
            """,
            {"team": team, "since": since},
        )
        for row in rows:
            found.append((place, row["id"]))
    return found
