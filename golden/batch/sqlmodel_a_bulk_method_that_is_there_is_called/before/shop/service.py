from sqlmodel import Session

from shop.models import Hero
from shop.repository import get_team


def slugs(session: Session, heroes: list[Hero]) -> list[str]:
    found = []
    for hero in heroes:
        team = get_team(session, hero.team_id)
        found.append(team.slug if team else "-")
    return found
