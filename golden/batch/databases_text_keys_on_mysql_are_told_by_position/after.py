from collections import defaultdict

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
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    for start in range(0, len(unique_emails), 100):
        wanted = unique_emails[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT id, {number} AS wanted_position FROM users WHERE email = :email_{number}"
                for number in range(len(wanted))
            ]
        )
        values = {f"email_{number}": key for number, key in enumerate(wanted)}
        for record in await database.fetch_all(statement, values):
            users_by_email[wanted[record["wanted_position"]]] = record
    for email in emails:
        row = users_by_email.get(email)
        found.append(row["id"] if row else None)
    return found


async def members(database: Database, teams: list[str | None]) -> list[list[str]]:
    found = []
    unique_teams = list(dict.fromkeys(teams))
    users_by_team = defaultdict(list)
    for start in range(0, len(unique_teams), 100):
        wanted = unique_teams[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT users.*, {number} AS wanted_position FROM users WHERE team = :team_{number}"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY born DESC, id"
        )
        values = {f"team_{number}": key for number, key in enumerate(wanted)}
        for record in await database.fetch_all(statement, values):
            users_by_team[wanted[record["wanted_position"]]].append(record)
    for team in teams:
        rows = users_by_team.get(team, [])
        found.append([row["email"] for row in rows])
    return found


async def counts(database: Database, teams: list[str]) -> list[int]:
    unique_teams = list(dict.fromkeys(teams))
    user_counts_by_team: dict[str, int] = {}
    for start in range(0, len(unique_teams), 100):
        wanted = unique_teams[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT COUNT(*), {number} AS wanted_position FROM users WHERE team = :team_{number}"
                for number in range(len(wanted))
            ]
        )
        values = {f"team_{number}": key for number, key in enumerate(wanted)}
        for row in await database.fetch_all(statement, values):
            user_counts_by_team[wanted[row["wanted_position"]]] = row[0]
    return [user_counts_by_team.get(team, 0) for team in teams]


async def youngest(
    database: Database, teams: list[str], since: str
) -> list[tuple[int, int]]:
    found = []
    unique_teams = list(dict.fromkeys(teams))
    users_by_team = defaultdict(list)
    for start in range(0, len(unique_teams), 100):
        wanted = unique_teams[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"""SELECT wanted.*, {number} AS wanted_position FROM (
            SELECT u.id, ROW_NUMBER() OVER (ORDER BY u.born DESC, u.id) AS wanted_rank
            FROM users AS u
            WHERE u.team = :team_{number} AND u.born > :since
            ORDER BY u.born DESC, u.id
            LIMIT 2) AS wanted"""
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY wanted_rank"
        )
        values = {f"team_{number}": key for number, key in enumerate(wanted)}
        for record in await database.fetch_all(statement, {"since": since, **values}):
            users_by_team[wanted[record["wanted_position"]]].append(record)
    for place, team in enumerate(teams):
        rows = users_by_team.get(team, [])
        for row in rows:
            found.append((place, row["id"]))
    return found
