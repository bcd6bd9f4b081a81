from collections import defaultdict
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

SCHEMA = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email VARCHAR(50) NOT NULL UNIQUE,
    team_id INTEGER,
    born DATE
);
"""


def names(session: Session, emails: list[str]) -> list[str]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    for start in range(0, len(unique_emails), 100):
        wanted = unique_emails[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT id, email, {number} AS wanted_position FROM users WHERE email = :email_{number}"
                for number in range(len(wanted))
            ]
        )
        values = {f"email_{number}": key for number, key in enumerate(wanted)}
        for row in session.execute(text(statement), values):
            users_by_email[wanted[row.wanted_position]] = row
    for email in emails:
        user = users_by_email.get(email)
        found.append(user.email if user else "?")
    return found


def teams(session: Session, keys: list[tuple[int | None, str]]) -> list[list[int]]:
    found = []
    unique_keys = list(dict.fromkeys((team_id, domain) for team_id, domain in keys))
    users_by_team_id_and_email = defaultdict(list)
    for start in range(0, len(unique_keys), 100):
        wanted = unique_keys[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT id, {number} AS wanted_position FROM users WHERE team_id = :team_{number} AND email = :email_{number}"
                for number in range(len(wanted))
            ]
        )
        values = {
            name: value
            for number, (wanted_team_id, wanted_email) in enumerate(wanted)
            for name, value in (
                (f"team_{number}", wanted_team_id),
                (f"email_{number}", wanted_email),
            )
        }
        for record in session.execute(text(statement), values):
            users_by_team_id_and_email[wanted[record.wanted_position]].append(record)
    for team_id, domain in keys:
        rows = users_by_team_id_and_email.get((team_id, domain), [])
        found.append([row.id for row in rows])
    return found


def emails(session: Session, team_ids: list[int]) -> list[list[str]]:
    unique_team_ids = list(dict.fromkeys(team_ids))
    emails_by_team_id = defaultdict(list)
    for start in range(0, len(unique_team_ids), 100):
        wanted = unique_team_ids[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT email, ROW_NUMBER() OVER (ORDER BY born, id) AS wanted_rank, {number} AS wanted_position FROM users WHERE team_id = :team_{number}"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY wanted_rank"
        )
        values = {f"team_{number}": key for number, key in enumerate(wanted)}
        for row in session.execute(text(statement), values):
            emails_by_team_id[wanted[row.wanted_position]].append(row[0])
    return [list(emails_by_team_id.get(team_id, ())) for team_id in team_ids]


def oldest(session: Session, team_ids: list[int]) -> list[dict[str, int]]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    users_by_team_id = {}
    for start in range(0, len(unique_team_ids), 100):
        wanted = unique_team_ids[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT wanted.*, {number} AS wanted_position FROM (SELECT id, email FROM users WHERE team_id = :team_{number} ORDER BY born, id LIMIT 1) AS wanted"
                for number in range(len(wanted))
            ]
        )
        values = {f"team_{number}": key for number, key in enumerate(wanted)}
        for record in session.execute(text(statement), values).mappings():
            users_by_team_id[wanted[record["wanted_position"]]] = record
    for team_id in team_ids:
        row = users_by_team_id.get(team_id)
        if row is not None:
            found.append({row["email"]: row["id"]})
    return found


def sums(session: Session, days: list[date]) -> list[int | None]:
    borns = list(dict.fromkeys(days))
    user_totals_by_born = {}
    for start in range(0, len(borns), 100):
        wanted = borns[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT SUM(team_id), {number} AS wanted_position FROM users WHERE born = :day_{number}"
                for number in range(len(wanted))
            ]
        )
        values = {f"day_{number}": key for number, key in enumerate(wanted)}
        for row in session.execute(text(statement), values):
            user_totals_by_born[wanted[row.wanted_position]] = row[0]
    return [user_totals_by_born.get(day) for day in days]
