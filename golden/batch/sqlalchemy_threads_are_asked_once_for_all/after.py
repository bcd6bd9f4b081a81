import asyncio
from collections import defaultdict
from collections.abc import Iterable

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

    def user_by_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `user` for many keys at once: a dict by key, without the missing ones."""
        with self.sessions() as session:
            keys = list(dict.fromkeys(user_ids))
            users_by_id: dict[int, User] = {}
            for start in range(0, len(keys), 1000):
                for user in session.scalars(
                    select(User).where(User.id.in_(keys[start : start + 1000]))
                ):
                    users_by_id[user.id] = user
        return users_by_id

    def orders_of(self, user_id: int) -> list[Order]:
        statement = select(Order).where(Order.user_id == user_id).order_by(Order.total)
        with self.sessions() as session:
            return list(session.scalars(statement))

    def orders_of_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, list[Order]]:
        """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
        with self.sessions() as session:
            keys = list(dict.fromkeys(user_ids))
            orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
            for start in range(0, len(keys), 1000):
                for order in session.scalars(
                    select(Order)
                    .where(Order.user_id.in_(keys[start : start + 1000]))
                    .order_by(Order.total)
                ):
                    orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id


class Users:
    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    async def find(self, user_id: int) -> User | None:
        return await asyncio.to_thread(self.repository.user, user_id)

    async def find_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `find` for many keys at once: a dict by key, without the missing ones."""
        return await asyncio.to_thread(self.repository.user_by_ids, user_ids)


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.find_by_user_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(repository: Repository, ids: list[int]) -> list[list[int]]:
    loop = asyncio.get_running_loop()
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await loop.run_in_executor(
        None, repository.orders_of_by_user_ids, user_ids
    )
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in rows])
    return found


async def known(repository: Repository, ids: list[int]) -> list[int]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await asyncio.to_thread(repository.user_by_ids, user_ids)
    users = [users_by_id.get(user_id) for user_id in ids]
    return [user.id for user in users if user is not None]
