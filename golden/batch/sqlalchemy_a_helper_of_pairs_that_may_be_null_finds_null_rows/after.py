from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int | None]
    user_id: Mapped[int]
    page: Mapped[str]


class Visits:
    def __init__(self, session: Session) -> None:
        self.session = session

    def of_member(self, team_id: int | None, user_id: int) -> list[Visit]:
        return list(
            self.session.scalars(
                select(Visit).where(Visit.team_id == team_id, Visit.user_id == user_id)
            )
        )

    def of_member_by_team_and_user_ids(
        self, keys: Iterable[tuple[int | None, int]]
    ) -> dict[tuple[int | None, int], list[Visit]]:
        """Answer `of_member` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        wanted_2 = list(dict.fromkeys(keys))
        visits_by_team_id_and_user_id: defaultdict[
            tuple[int | None, int], list[Visit]
        ] = defaultdict(list)
        for start in range(0, len(wanted_2), 100):
            wanted = union_all(
                *(
                    select(Visit.id, literal(number).label("position")).where(
                        Visit.team_id == wanted_team_id, Visit.user_id == wanted_user_id
                    )
                    for number, (wanted_team_id, wanted_user_id) in enumerate(
                        wanted_2[start : start + 100], start
                    )
                )
            ).subquery()
            for visit, position in self.session.execute(
                select(Visit, wanted.c.position).where(Visit.id == wanted.c.id)
            ):
                visits_by_team_id_and_user_id[wanted_2[position]].append(visit)
        return visits_by_team_id_and_user_id


def pages(visits: Visits, pairs: list[tuple[int | None, int]]) -> list[list[str]]:
    found = []
    keys = list(dict.fromkeys((team_id, user_id) for team_id, user_id in pairs))
    visits_by_team_id_and_user_id = visits.of_member_by_team_and_user_ids(keys)
    for team_id, user_id in pairs:
        rows = visits_by_team_id_and_user_id.get((team_id, user_id), [])
        found.append([row.page for row in rows])
    return found
