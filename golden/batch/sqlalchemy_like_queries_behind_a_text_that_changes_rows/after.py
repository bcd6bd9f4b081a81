from collections import defaultdict

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
    kinds = [1, 2, 3]
    tasks_by_kind: defaultdict[int, list[Task]] = defaultdict(list)
    for task in session.scalars(select(Task).where(Task.kind.in_(kinds))):
        tasks_by_kind[task.kind].append(task)
    first = tasks_by_kind.get(1, [])
    second = tasks_by_kind.get(2, [])
    third = tasks_by_kind.get(3, [])
    return [len(first), len(second), len(third)]
