from shop.orders import Orders


async def totals(orders: Orders, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        rows = await orders.of_user(user_id)
        found.append([row[1] for row in rows])
    return found
