from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None]
    state: Mapped[str]


def numbers(session: Session, mine: int, hers: int) -> dict[str, int | None]:
    return {
        "mine": session.scalar(
            select(func.count()).select_from(Task).where(Task.owner_id == mine)
        ),
        "hers": session.scalar(
            select(func.count()).select_from(Task).where(Task.owner_id == hers)
        ),
        "free": session.scalar(
            select(func.count()).select_from(Task).where(Task.owner_id == 0)
        ),
    }
