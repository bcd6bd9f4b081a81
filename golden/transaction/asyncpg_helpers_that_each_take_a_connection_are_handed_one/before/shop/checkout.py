from shop.orders import insert_order, log_event

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


async def checkout(customer_id: int, totals: list[int]) -> list[int]:
    order_id = await insert_order(customer_id, sum(totals))
    for total in totals:
        await log_event(order_id, f"line of {total}")
    await log_event(
        order_id,
        "placed",
    )
    return [order_id, len(totals)]
