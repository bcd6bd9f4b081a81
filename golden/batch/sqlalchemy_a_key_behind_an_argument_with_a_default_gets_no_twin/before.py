from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    page: Mapped[str]


class Visits:
    def __init__(self, session: Session) -> None:
        self.session = session

    def of_page(self, page: str = "home", user_id: int = 0) -> list[Visit]:
        return list(
            self.session.scalars(
                select(Visit)
                .where(Visit.page == page, Visit.user_id == user_id)
                .order_by(Visit.id)
            )
        )


def counts(visits: Visits, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        found.append(len(visits.of_page(user_id=user_id)))
    return found
