from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from shop.models import Order, User
from tortoise.models import Model

M = TypeVar("M", bound=Model)


class Repository(Generic[M]):
    def __init__(self, model: type[M]) -> None:
        self.model = model

    async def get(self, key: int) -> M | None:
        return await self.model.get_or_none(id=key)

    async def get_by_keys(self, keys: Iterable[int]) -> dict[int, M]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        rows_by_key: dict[int, M] = {}
        for start in range(0, len(wanted), 1000):
            for row in await self.model.filter(id__in=wanted[start : start + 1000]):
                rows_by_key[row.id] = row
        return rows_by_key


class OrderRepository(Repository[Order]):
    def __init__(self) -> None:
        super().__init__(Order)

    async def of_user(self, user_id: int) -> list[Order]:
        return await self.model.filter(user_id=user_id).order_by("id")

    async def of_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await self.model.filter(
                user_id__in=keys[start : start + 1000]
            ).order_by("id"):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id


users = Repository(User)
orders = OrderRepository()
