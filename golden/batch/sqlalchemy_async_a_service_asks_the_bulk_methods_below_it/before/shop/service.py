from collections.abc import Sequence

from shop.dal import OrderDAL, UserDAL
from shop.models import Base, Order, User


class Accounts:
    def __init__(self, users: UserDAL, orders: OrderDAL) -> None:
        self.users = users
        self.orders = orders

    async def user(self, user_id: int) -> User | None:
        return await self.users.get_by_id(user_id)

    async def orders_of(self, user_id: int) -> Sequence[Order]:
        return await self.orders.of_user(user_id)


async def emails(accounts: Accounts, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await accounts.user(user_id)
        found.append(user.email if user else None)
    return found


async def totals(accounts: Accounts, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = await accounts.orders_of(user_id)
        found.append([order.total for order in orders])
    return found
