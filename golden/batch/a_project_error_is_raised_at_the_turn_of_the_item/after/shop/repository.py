from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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

    async def get_by_keys(self, keys: Iterable[int]) -> dict[int, Model]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, Model] = {}
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

    async def open_of(self, user_id: int) -> list[Order]:
        rows = await self.session.scalars(
            select(Order)
            .where(Order.user_id == user_id, Order.status == "open")
            .order_by(Order.id)
        )
        return list(rows)

    async def open_of_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `open_of` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await self.session.scalars(
                select(Order)
                .where(
                    Order.user_id.in_(keys[start : start + 1000]),
                    Order.status == "open",
                )
                .order_by(Order.id)
            ):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id
