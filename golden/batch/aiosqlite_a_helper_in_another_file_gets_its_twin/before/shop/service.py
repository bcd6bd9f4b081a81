from shop.orders import Orders


async def sums(orders: Orders, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = await orders.of_user(user_id)
        found.append(sum(row[1] for row in rows))
    return found
