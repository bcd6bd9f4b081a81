from collections.abc import Iterable

from shop.models import Order, User


class Users:
    async def get(self, user_id: int) -> User | None:
        return await User.get_or_none(id=user_id)

    async def get_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, User]:
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id: dict[int, User] = {}
        for start in range(0, len(keys), 1000):
            for user in await User.filter(id__in=keys[start : start + 1000]):
                users_by_id[user.id] = user
        return users_by_id

    async def get_many(self, user_ids: list[int]) -> dict[int, User]:
        users = await User.filter(id__in=user_ids)
        return {user.id: user for user in users}

    async def orders(self, user_id: int) -> list[Order]:
        return await Order.filter(user_id=user_id).order_by("-total")

    async def orders_of_all(self, user_ids: list[int]) -> list[Order]:
        return await Order.filter(user_id__in=user_ids).order_by("user_id", "-total")
