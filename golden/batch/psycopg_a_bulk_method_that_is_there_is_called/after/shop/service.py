from collections import defaultdict

from shop.orders import Orders


async def totals(orders: Orders, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await orders.of_users(user_ids):
            orders_by_user_id[record[0]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([row[1] for row in rows])
    return found
