from shop.models import Order, User  # noqa: F401
from shop.repository import orders, users


async def emails(ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await users.get(user_id)
        found.append(user.email if user else None)
    return found


async def totals(ids: list[int]) -> dict[int, int]:
    return {i: sum(order.total for order in await orders.of_user(i)) for i in ids}
