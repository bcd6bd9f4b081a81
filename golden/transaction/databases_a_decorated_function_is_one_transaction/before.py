from databases import Database

database = Database("postgresql://localhost/shop")

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE audit_log (order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


@database.transaction()
async def ship(order_id: int) -> None:
    await database.execute(
        "UPDATE orders SET status = 'shipped' WHERE id = :id", {"id": order_id}
    )
    await database.execute(
        "INSERT INTO audit_log VALUES (:id, 'shipped')", {"id": order_id}
    )
