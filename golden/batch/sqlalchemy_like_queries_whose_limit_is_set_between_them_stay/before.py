from sqlalchemy import func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[int]
    weight: Mapped[int]


class Limits:
    least: int = 1


def numbers(session: Session) -> list[int | None]:
    limits = Limits()
    found = []
    found.append(
        session.scalar(
            select(func.count(Task.id)).where(
                Task.kind == 1, Task.weight > limits.least
            )
        )
    )
    limits.least = 10
    found.append(
        session.scalar(
            select(func.count(Task.id)).where(
                Task.kind == 2, Task.weight > limits.least
            )
        )
    )
    found.append(
        session.scalar(
            select(func.count(Task.id)).where(
                Task.kind == 3, Task.weight > limits.least
            )
        )
    )
    return found
