from databases import Database

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE audit_log (order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


async def ship(database: Database, order_id: int) -> str:
    customer = await database.fetch_val(
        "SELECT customer FROM orders WHERE id = :id", {"id": order_id}
    )
    async with database.transaction():
        await database.execute(
            "UPDATE orders SET status = 'shipped' WHERE id = :id", {"id": order_id}
        )
        await database.execute(
            "INSERT INTO audit_log VALUES (:id, 'shipped')", {"id": order_id}
        )
    return customer
