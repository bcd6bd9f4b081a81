from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ARRAY, cast, func, select
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(CITEXT)
    team: Mapped[int]


class Users:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def list_by_email(self, email: str) -> list[User]:
        result = await self.session.execute(
            select(User).where(User.email == email).order_by(User.id)
        )
        return list(result.scalars().all())

    async def list_by_emails(self, emails: Iterable[str]) -> dict[str, list[User]]:
        """Answer `list_by_email` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(emails))
        users_by_email: defaultdict[str, list[User]] = defaultdict(list)
        if keys:
            wanted = (
                func.unnest(cast(keys, ARRAY(CITEXT)))
                .table_valued("key", with_ordinality="position")
                .render_derived()
            )
            for user, position in await self.session.execute(
                select(User, wanted.c.position)
                .where(User.email == wanted.c.key)
                .order_by(User.id)
            ):
                users_by_email[keys[position - 1]].append(user)
        return users_by_email


async def ids_of(users: Users, emails: list[str]) -> list[int]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = await users.list_by_emails(unique_emails)
    for email in emails:
        for user in users_by_email.get(email, []):
            found.append(user.id)
    return found
