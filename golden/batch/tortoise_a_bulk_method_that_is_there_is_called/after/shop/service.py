from collections import defaultdict

from shop.models import Order, User  # noqa: F401
from shop.repository import Users


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.get_by_user_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(users: Users, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in await users.orders_of_all(user_ids[start : start + 1000]):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in orders])
    return found
