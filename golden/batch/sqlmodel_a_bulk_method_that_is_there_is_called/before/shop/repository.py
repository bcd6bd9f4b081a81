from sqlmodel import Session, select

from shop.models import Team


def get_team(session: Session, team_id: int) -> Team | None:
    return session.exec(select(Team).where(Team.id == team_id)).one_or_none()


def get_teams(session: Session, team_ids: list[int]) -> dict[int, Team]:
    teams = session.exec(select(Team).where(Team.id.in_(team_ids)))
    return {team.id: team for team in teams}
