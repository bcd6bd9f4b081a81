from shop import db


async def insert_order(customer_id: int, total: int) -> int:
    return await db.orders.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        customer_id,
        total,
    )


async def log_event(order_id: int, event: str) -> None:
    await db.audit.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
    )


async def checkout(customer_id: int, totals: list[int]) -> int:
    order_id = await insert_order(customer_id, sum(totals))
    await log_event(order_id, "placed")
    return order_id
