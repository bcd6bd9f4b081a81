from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None]
    state: Mapped[str]


def shared(session: Session, a: int, b: int, c: int) -> list[list[int]]:
    mine = session.scalars(
        select(Task.id).where(Task.owner_id == a).order_by(Task.id)
    ).all()
    hers = session.scalars(
        select(Task.id).where(Task.owner_id == b).order_by(Task.id)
    ).all()
    his = session.scalars(
        select(Task.id).where(Task.owner_id == c).order_by(Task.id)
    ).all()
    mine.append(0)
    return [list(mine), list(hers), list(his)]
