from __future__ import annotations

from sqlalchemy import String, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    deleted: Mapped[bool] = mapped_column(default=False)


@event.listens_for(Session, "do_orm_execute")
def leave_out_deleted(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load:
        state.statement = state.statement.options(
            with_loader_criteria(
                User, lambda cls: cls.deleted.is_(False), include_aliases=True
            )
        )


def emails(session: Session, user_ids: list[int]) -> list[str]:
    result = []
    for user_id in user_ids:
        user = session.scalars(select(User).where(User.id == user_id)).one_or_none()
        if user is not None:
            result.append(user.email)
    return result
