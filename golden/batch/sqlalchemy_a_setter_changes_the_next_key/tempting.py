from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Shift:
    """After whoever calls in sick, the next in the list of users works."""

    def __init__(self, user_id: int, following: Shift | None = None) -> None:
        self.user_id = user_id
        self.following = following
        self._sick = False

    @property
    def sick(self) -> bool:
        return self._sick

    @sick.setter
    def sick(self, value: bool) -> None:
        self._sick = value
        if value and self.following is not None:
            self.following.user_id = self.user_id + 1


def emails(session: Session, shifts: list[Shift]) -> list[str]:
    found = []
    user_ids = {shift.user_id for shift in shifts}
    users = {
        u.id: u for u in session.scalars(select(User).where(User.id.in_(user_ids)))
    }
    for shift in shifts:
        user = users.get(shift.user_id)
        found.append(user.email if user is not None else "")
        shift.sick = user is not None and user.email.startswith("sick")
    return found
