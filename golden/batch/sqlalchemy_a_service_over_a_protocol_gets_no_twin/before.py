from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Users(Protocol):
    async def get(self, user_id: int) -> User | None: ...


class StoredUsers(Users):
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, user_id: int) -> User | None:
        return await self.session.get(User, user_id)


class UsersInMemory:
    def __init__(self, users: dict[int, User]) -> None:
        self.users = users

    async def get(self, user_id: int) -> User | None:
        return self.users.get(user_id)


class Service:
    def __init__(self, users: Users) -> None:
        self.users = users

    async def find(self, user_id: int) -> User | None:
        return await self.users.get(user_id)


async def emails(service: Service, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        user = await service.find(user_id)
        if user is not None:
            found.append(user.email)
    return found
