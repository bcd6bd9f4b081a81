from __future__ import annotations

from sqlalchemy import String, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    deleted: Mapped[bool] = mapped_column(default=False)


@event.listens_for(Session, "do_orm_execute")
def take_one(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load:
        state.statement = state.statement.limit(1)


def emails(session: Session, user_ids: list[int]) -> list[str]:
    result = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(unique_user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in user_ids:
        user = users_by_id.get(user_id)
        if user is not None:
            result.append(user.email)
    return result
