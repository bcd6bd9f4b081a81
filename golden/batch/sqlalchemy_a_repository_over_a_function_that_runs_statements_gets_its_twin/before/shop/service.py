from shop.repositories import Orders, Users


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = users.find(user_id)
        found.append(user.email if user else None)
    return found


def totals(orders: Orders, ids: list[int]) -> list[list[int]]:
    return [[order.total for order in orders.of_user(i)] for i in ids]


def counts(orders: Orders, ids: list[int]) -> dict[int, int]:
    return {i: orders.count_of(i) for i in ids}
