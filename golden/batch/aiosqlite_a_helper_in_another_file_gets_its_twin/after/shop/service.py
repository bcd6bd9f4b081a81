from shop.orders import Orders


async def sums(orders: Orders, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await orders.of_user_by_user_ids(user_ids)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append(sum(row[1] for row in rows))
    return found
