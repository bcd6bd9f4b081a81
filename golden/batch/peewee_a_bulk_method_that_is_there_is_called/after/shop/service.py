from collections import defaultdict

from shop.models import User
from shop.repository import Orders


def totals(repository: Orders, users: list[User]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order_row in repository.of_users(user_ids[start : start + 1000]):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found
