from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Base, Order, User

T = TypeVar("T", bound=Base)


class Repository(Generic[T]):
    model: type[T]

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get(self, key: int) -> T | None:
        return await self.session.get(self.model, key)

    async def get_by_keys(self, keys: Iterable[int]) -> dict[int, T]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, T] = {}
        for start in range(0, len(wanted), 1000):
            for row in await self.session.scalars(
                select(self.model).where(
                    self.model.id.in_(wanted[start : start + 1000])
                )
            ):
                rows_by_key[row.id] = row
        return rows_by_key


class UserRepository(Repository[User]):
    model = User


class OrderRepository(Repository[Order]):
    model = Order
