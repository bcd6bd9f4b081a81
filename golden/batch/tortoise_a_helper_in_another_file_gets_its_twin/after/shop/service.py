from shop.models import Order, User  # noqa: F401
from shop.users import orders_of_by_user_ids, user_of_by_user_ids


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await user_of_by_user_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await orders_of_by_user_ids(user_ids, least=6)
    for user_id in ids:
        orders = orders_by_user_id.get(user_id, [])
        found.append([order.total for order in orders])
    return found
