from collections import defaultdict
from collections.abc import Iterable

from shop.models import Order


def orders_of(user_id: int) -> list[Order]:
    return list(
        Order.select().where(Order.user == user_id).order_by(Order.total.desc())
    )


def orders_of_by_user_ids(user_ids: Iterable[int]) -> dict[int, list[Order]]:
    """Answer `orders_of` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for order in (
            Order.select()
            .where(Order.user.in_(keys[start : start + 1000]))
            .order_by(Order.total.desc())
        ):
            orders_by_user_id[order.user_id].append(order)
    return orders_by_user_id


def orders_of_users(user_ids: list[int]) -> list[Order]:
    return list(
        Order.select().where(Order.user.in_(user_ids)).order_by(Order.user, Order.id)
    )
