from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Base, Order, User

T = TypeVar("T", bound=Base)


class Repository(Generic[T]):
    model: type[T]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, key: int) -> T | None:
        return await self.session.get(self.model, key)


class UserRepository(Repository[User]):
    model = User


class OrderRepository(Repository[Order]):
    model = Order
