from collections import defaultdict
from collections.abc import Iterable

from shop.models import Order, User


async def user_of(user_id: int) -> User | None:
    return await User.get_or_none(id=user_id)


async def user_of_by_user_ids(user_ids: Iterable[int]) -> dict[int, User]:
    """Answer `user_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(keys), 1000):
        for user in await User.filter(id__in=keys[start : start + 1000]):
            users_by_id[user.id] = user
    return users_by_id


async def orders_of(user_id: int, least: int = 0) -> list[Order]:
    return await Order.filter(user_id=user_id, total__gte=least).order_by("total")


async def orders_of_by_user_ids(
    user_ids: Iterable[int], least: int = 0
) -> dict[int, list[Order]]:
    """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for order in await Order.filter(
            user_id__in=keys[start : start + 1000], total__gte=least
        ).order_by("total"):
            orders_by_user_id[order.user_id].append(order)
    return orders_by_user_id
