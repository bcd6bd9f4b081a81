from __future__ import annotations

from pydantic import BaseModel, ConfigDict
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
