from shop.models import Order
from shop.users import user_of_by_user_ids


def emails(orders: list[Order]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(order.user_id for order in orders))
    users_by_id = user_of_by_user_ids(user_ids)
    for order in orders:
        user = users_by_id.get(order.user_id)
        found.append(user.email if user else None)
    return found
