from sqlalchemy import select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[int]


def groups(session: Session) -> list[int]:
    session.execute(text("UPDATE tasks SET kind = 2 WHERE kind = 1"))
    first = session.scalars(select(Task).where(Task.kind == 1)).all()
    second = session.scalars(select(Task).where(Task.kind == 2)).all()
    third = session.scalars(select(Task).where(Task.kind == 3)).all()
    return [len(first), len(second), len(third)]
