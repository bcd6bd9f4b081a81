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
    owner_ids = [mine, hers, 0]
    task_counts_by_owner_id: dict[int | None, int] = {}
    for owner_id, count in session.execute(
        select(Task.owner_id, func.count())
        .select_from(Task)
        .where(Task.owner_id.in_(owner_ids))
        .group_by(Task.owner_id)
    ):
        task_counts_by_owner_id[owner_id] = count
    return {
        "mine": task_counts_by_owner_id.get(mine, 0),
        "hers": task_counts_by_owner_id.get(hers, 0),
        "free": task_counts_by_owner_id.get(0, 0),
    }
