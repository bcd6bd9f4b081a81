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

    async def email(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.email).where(User.id == user_id))

    async def nick(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.nick).where(User.id == user_id))

    async def require_email(self, user_id: int) -> str:
        email = await self.email(user_id)
        if not email:
            raise NotFound("email", user_id)
        return email


async def emails(repository: Repository, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        found.append(await repository.require_email(user_id))
    return found
