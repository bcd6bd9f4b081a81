import asyncio
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]


class Repository:
    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.sessions = sessions

    def user(self, user_id: int) -> User | None:
        with self.sessions() as session:
            return session.scalars(select(User).where(User.id == user_id)).first()

    def orders_of(self, user_id: int) -> list[Order]:
        statement = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        with self.sessions() as session:
            return list(session.scalars(statement))


async def totals(
    repository: Repository,
    quick: ThreadPoolExecutor,
    slow: ThreadPoolExecutor,
    ids: list[int],
) -> list[list[int]]:
    loop = asyncio.get_running_loop()
    found = []
    for user_id in ids:
        pool = quick if user_id % 2 else slow
        rows = await loop.run_in_executor(pool, repository.orders_of, user_id)
        found.append([order.total for order in rows])
    return found
