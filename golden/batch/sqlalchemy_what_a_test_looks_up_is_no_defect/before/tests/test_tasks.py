from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int | None]
    state: Mapped[str]


def test_states(session: Session) -> None:
    first = session.scalar(select(Task.state).where(Task.id == 1))
    second = session.scalar(select(Task.state).where(Task.id == 2))
    third = session.scalar(select(Task.state).where(Task.id == 3))
    assert [first, second, third] == ["open", "done", "done"]
