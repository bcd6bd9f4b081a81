from shop.repositories import Orders, Users


def emails(users: Users, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = users.find_by_user_ids(user_ids)
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user else None)
    return found


def totals(orders: Orders, ids: list[int]) -> list[list[int]]:
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = orders.of_user_by_user_ids(user_ids)
    return [[order.total for order in orders_by_user_id.get(i, [])] for i in ids]


def counts(orders: Orders, ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id = orders.count_of_by_user_ids(user_ids)
    return {i: order_counts_by_user_id.get(i, 0) for i in ids}
