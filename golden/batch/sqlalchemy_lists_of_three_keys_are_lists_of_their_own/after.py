from collections import defaultdict

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
    owner_ids = list(dict.fromkeys([a, b, c]))
    ids_by_owner_id = defaultdict(list)
    for owner_id, value in session.execute(
        select(Task.owner_id, Task.id)
        .where(Task.owner_id.in_(owner_ids))
        .order_by(Task.id)
    ):
        ids_by_owner_id[owner_id].append(value)
    mine = list(ids_by_owner_id.get(a, ()))
    hers = list(ids_by_owner_id.get(b, ()))
    his = list(ids_by_owner_id.get(c, ()))
    mine.append(0)
    return [list(mine), list(hers), list(his)]
