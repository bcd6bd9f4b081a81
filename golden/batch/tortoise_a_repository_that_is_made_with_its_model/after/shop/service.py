from shop.models import Order, User  # noqa: F401
from shop.repository import orders, users


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.get_by_keys(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await orders.of_user_by_user_ids(user_ids)
    return {i: sum(order.total for order in orders_by_user_id.get(i, [])) for i in ids}
