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

    async def email(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.email).where(User.id == user_id))

    async def nick(self, user_id: int) -> str | None:
        return await self.session.scalar(select(User.nick).where(User.id == user_id))

    async def nick_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str | None]:
        """Answer `nick` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        nicks_by_id: dict[int, str | None] = {}
        for start in range(0, len(keys), 1000):
            for user_id, value in await self.session.execute(
                select(User.id, User.nick).where(
                    User.id.in_(keys[start : start + 1000])
                )
            ):
                nicks_by_id[user_id] = value
        return nicks_by_id

    async def require_nick(
        self, user_id: int, *, nicks_by_id: dict[int, str | None] | None = None
    ) -> str:
        nick = (
            nicks_by_id.get(user_id)
            if nicks_by_id is not None
            else await self.nick(user_id)
        )
        if nick is None:
            raise NotFound("nick", user_id)
        return nick


async def nicks(repository: Repository, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    nicks_by_id = await repository.nick_by_user_ids(user_ids)
    for user_id in ids:
        found.append(await repository.require_nick(user_id, nicks_by_id=nicks_by_id))
    return found
