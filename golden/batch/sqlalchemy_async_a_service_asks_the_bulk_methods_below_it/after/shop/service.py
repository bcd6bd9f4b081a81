from collections import defaultdict
from collections.abc import Iterable, Sequence

from shop.dal import OrderDAL, UserDAL
from shop.models import Base, Order, User


class Accounts:
    def __init__(self, users: UserDAL, orders: OrderDAL) -> None:
        self.users = users
        self.orders = orders

    async def user(self, user_id: int) -> User | None:
        return await self.users.get_by_id(user_id)

    async def user_by_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        for start in range(0, len(keys), 1000):
            users_by_id.update(await self.users.get_by_ids(keys[start : start + 1000]))
        return users_by_id

    async def orders_of(self, user_id: int) -> Sequence[Order]:
        return await self.orders.of_user(user_id)

    async def orders_of_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id = defaultdict(list)
        for start in range(0, len(keys), 1000):
            for order in await self.orders.of_users(keys[start : start + 1000]):
                orders_by_user_id[order.user_id].append(order)
        return orders_by_user_id


async def emails(accounts: Accounts, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await accounts.user_by_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(accounts: Accounts, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await accounts.orders_of_by_user_ids(user_ids)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in orders])
    return found
