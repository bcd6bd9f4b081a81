import asyncio

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


class Users:
    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    async def find(self, user_id: int) -> User | None:
        return await asyncio.to_thread(self.repository.user, user_id)


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await users.find(user_id)
        found.append(user.email if user else None)
    return found


async def totals(repository: Repository, ids: list[int]) -> list[list[int]]:
    loop = asyncio.get_running_loop()
    found = []
    for user_id in ids:
        rows = await loop.run_in_executor(None, repository.orders_of, user_id)
        found.append([order.total for order in rows])
    return found


async def known(repository: Repository, ids: list[int]) -> list[int]:
    users = await asyncio.gather(
        *(asyncio.to_thread(repository.user, user_id) for user_id in ids)
    )
    return [user.id for user in users if user is not None]
