from shop.models import Order
from shop.users import user_of


def emails(orders: list[Order]) -> list[str | None]:
    found = []
    for order in orders:
        user = user_of(order.user_id)
        found.append(user.email if user else None)
    return found
