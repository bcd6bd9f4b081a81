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
    for email in emails:
        user = session.execute(
            text("SELECT id, email FROM users WHERE email = :email"), {"email": email}
        ).first()
        found.append(user.email if user else "?")
    return found


def teams(session: Session, keys: list[tuple[int | None, str]]) -> list[list[int]]:
    found = []
    for team_id, domain in keys:
        rows = session.execute(
            text("SELECT id FROM users WHERE team_id = :team AND email = :email"),
            {"team": team_id, "email": domain},
        )
        found.append([row.id for row in rows])
    return found


def emails(session: Session, team_ids: list[int]) -> list[list[str]]:
    return [
        session.scalars(
            text("SELECT email FROM users WHERE team_id = :team ORDER BY born, id"),
            {"team": team_id},
        ).all()
        for team_id in team_ids
    ]


def oldest(session: Session, team_ids: list[int]) -> list[dict[str, int]]:
    found = []
    for team_id in team_ids:
        row = (
            session.execute(
                text(
                    "SELECT id, email FROM users WHERE team_id = :team "
                    "ORDER BY born, id LIMIT 1"
                ),
                {"team": team_id},
            )
            .mappings()
            .first()
        )
        if row is not None:
            found.append({row["email"]: row["id"]})
    return found


def sums(session: Session, days: list[date]) -> list[int | None]:
    return [
        session.scalar(
            text("SELECT SUM(team_id) FROM users WHERE born = :day"), {"day": day}
        )
        for day in days
    ]
