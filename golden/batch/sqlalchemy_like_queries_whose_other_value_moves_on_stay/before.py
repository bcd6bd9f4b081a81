from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    kind: Mapped[int]


def numbers(session: Session, a: int, b: int, c: int) -> list[int | None]:
    kinds = iter([3, 2, 1])
    return [
        session.scalar(
            select(func.count(Task.id)).where(
                Task.owner_id == a, Task.kind == next(kinds)
            )
        ),
        session.scalar(
            select(func.count(Task.id)).where(
                Task.owner_id == b, Task.kind == next(kinds)
            )
        ),
        session.scalar(
            select(func.count(Task.id)).where(
                Task.owner_id == c, Task.kind == next(kinds)
            )
        ),
    ]
