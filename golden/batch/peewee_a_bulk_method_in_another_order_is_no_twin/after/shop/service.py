from shop.models import User
from shop.repository import orders_of_by_user_ids


def totals(users: list[User]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = orders_of_by_user_ids(user_ids)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found
