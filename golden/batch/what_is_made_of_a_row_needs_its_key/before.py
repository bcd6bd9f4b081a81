from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Users:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def label(self, user_id: int) -> str | None:
        result = await self.session.execute(select(User).where(User.id == user_id))
        user = result.scalar_one_or_none()
        return f"{user_id}: {user.name}" if user else None


async def labels(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        found.append(await users.label(user_id))
    return found
