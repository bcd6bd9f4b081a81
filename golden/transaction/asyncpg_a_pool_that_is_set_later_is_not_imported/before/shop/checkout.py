from shop.orders import insert_order, log_event


async def checkout(customer_id: int, totals: list[int]) -> int:
    order_id = await insert_order(customer_id, sum(totals))
    await log_event(order_id, "placed")
    return order_id
