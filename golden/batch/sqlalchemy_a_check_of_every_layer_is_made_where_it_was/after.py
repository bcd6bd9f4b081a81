from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    nick: Mapped[str | None]


class NotFound(Exception):
    def __init__(self, kind: str, key: int) -> None:
        super().__init__(f"{kind} {key} is not there")


class Repository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def user(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)

    async def user_by_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id: dict[int, User] = {}
        for start in range(0, len(keys), 1000):
            for user in await self.session.scalars(
                select(User).where(User.id.in_(keys[start : start + 1000]))
            ):
                users_by_id[user.id] = user
        return users_by_id

    async def email(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.email).where(User.id == user_id))

    async def email_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `email` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        emails_by_id: dict[int, str] = {}
        for start in range(0, len(keys), 1000):
            for user_id, value in await self.session.execute(
                select(User.id, User.email).where(
                    User.id.in_(keys[start : start + 1000])
                )
            ):
                emails_by_id[user_id] = value
        return emails_by_id

    async def nick(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.nick).where(User.id == user_id))


class Users:
    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    async def get(self, user_id: int) -> User:
        user = await self.repository.user(user_id)
        if user is None:
            raise NotFound("user", user_id)
        return user

    async def get_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        return await self.repository.user_by_ids(user_ids)

    async def email(self, user_id: int) -> str:
        email = await self.repository.email(user_id)
        if email is None:
            raise NotFound("email", user_id)
        return email

    async def email_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `email` for many keys at once: a dict by key, without the missing ones."""
        return await self.repository.email_by_user_ids(user_ids)


class Page:
    def __init__(self, users: Users) -> None:
        self.users = users

    async def label(self, user_id: int) -> str:
        user = await self.users.get(user_id)
        return f"{user.id} {user.email}"

    async def label_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `label` for many keys at once: a dict by key, without the missing ones."""
        found = await self.users.get_by_user_ids(user_ids)
        return {key: f"{user.id} {user.email}" for key, user in found.items()}

    async def emails(self, ids: list[int]) -> list[str]:
        found = []
        user_ids = list(dict.fromkeys(ids))
        users_by_id = await self.users.email_by_user_ids(user_ids)
        for user_id in ids:
            if user_id not in users_by_id:
                raise NotFound("email", user_id)
            found.append(users_by_id[user_id])
        return found

    async def labels(self, ids: list[int]) -> dict[int, str]:
        found = {}
        user_ids = list(dict.fromkeys(ids))
        users_by_id = await self.label_by_user_ids(user_ids)
        for user_id in ids:
            if user_id not in users_by_id:
                raise NotFound("user", user_id)
            found[user_id] = users_by_id[user_id]
        return found

    async def listed(self, ids: list[int]) -> list[str]:
        found = []
        user_ids = list(dict.fromkeys(ids))
        users_by_id = await self.users.get_by_user_ids(user_ids)
        for user_id in ids:
            if user_id not in users_by_id:
                raise NotFound("user", user_id)
            user = users_by_id[user_id]
            found.append(user.email)
        return found
