from shop.models import User
from shop.repository import Orders


def totals(repository: Orders, users: list[User]) -> list[list[int]]:
    found = []
    for user in users:
        orders = repository.of_user(user.id)
        found.append([order.total for order in orders])
    return found
