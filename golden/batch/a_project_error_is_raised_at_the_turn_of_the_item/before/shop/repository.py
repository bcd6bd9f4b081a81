from __future__ import annotations

from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.errors import NotFoundError
from shop.models import Base, Order, User

Model = TypeVar("Model", bound=Base)


class Repository(Generic[Model]):
    model: type[Model]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, key: int) -> Model:
        found = await self.session.get(self.model, key)
        if found is None:
            raise NotFoundError(key)
        return found


class UserRepository(Repository[User]):
    model = User


class OrderRepository(Repository[Order]):
    model = Order

    async def open_of(self, user_id: int) -> list[Order]:
        rows = await self.session.scalars(
            select(Order)
            .where(Order.user_id == user_id, Order.status == "open")
            .order_by(Order.id)
        )
        return list(rows)
