import asyncpg

SCHEMA = """
CREATE TABLE customers (id INTEGER PRIMARY KEY);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE audit_log (order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


class UnknownCustomerError(Exception):
    pass


async def place_order(pool: asyncpg.Pool, order_id: int, customer_id: int) -> None:
    await pool.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'placed')", order_id
    )
    try:
        await pool.execute(
            "INSERT INTO orders (id, customer_id) VALUES ($1, $2)",
            order_id,
            customer_id,
        )
    except asyncpg.ForeignKeyViolationError as error:
        raise UnknownCustomerError(customer_id) from error
