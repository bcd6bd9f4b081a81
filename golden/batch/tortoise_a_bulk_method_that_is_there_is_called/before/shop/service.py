from shop.models import Order, User  # noqa: F401
from shop.repository import Users


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await users.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(users: Users, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = await users.orders(user_id)
        found.append([order.total for order in orders])
    return found
