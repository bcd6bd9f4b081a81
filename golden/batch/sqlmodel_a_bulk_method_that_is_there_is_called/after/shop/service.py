from sqlmodel import Session

from shop.models import Hero
from shop.repository import get_teams


def slugs(session: Session, heroes: list[Hero]) -> list[str]:
    found = []
    team_ids = list(dict.fromkeys(hero.team_id for hero in heroes))
    teams_by_id = {}
    for start in range(0, len(team_ids), 1000):
        teams_by_id.update(get_teams(session, team_ids[start : start + 1000]))
    for hero in heroes:
        team = teams_by_id.get(hero.team_id)
        found.append(team.slug if team else "-")
    return found
