from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import UserRow


class User(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_user(self, user_id: int) -> User | None:
        row = await self.session.get(UserRow, user_id)
        if not row:
            return None
        return User.model_validate(row)

    async def get_user_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        user_rows_by_id = {}
        for start in range(0, len(keys), 1000):
            for user_row in await self.session.scalars(
                select(UserRow).where(UserRow.id.in_(keys[start : start + 1000]))
            ):
                user_rows_by_id[user_row.id] = user_row
        return {key: User.model_validate(row) for key, row in user_rows_by_id.items()}
