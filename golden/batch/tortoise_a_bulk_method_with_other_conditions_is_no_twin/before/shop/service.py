from shop.models import Order, User  # noqa: F401
from shop.repository import orders_of


async def totals(ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        orders = await orders_of(user_id)
        found.append([order.total for order in orders])
    return found
