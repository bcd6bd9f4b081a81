from collections import defaultdict
from collections.abc import Iterable

from shop.models import Order


async def orders_of(user_id: int) -> list[Order]:
    return await Order.filter(user_id=user_id).order_by("total")


async def orders_of_by_user_ids(user_ids: Iterable[int]) -> dict[int, list[Order]]:
    """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for order in await Order.filter(
            user_id__in=keys[start : start + 1000]
        ).order_by("total"):
            orders_by_user_id[order.user_id].append(order)
    return orders_by_user_id


async def orders_of_all(user_ids: list[int]) -> list[Order]:
    return await Order.filter(user_id__in=user_ids, total__gt=9).order_by("total")
