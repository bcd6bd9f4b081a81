import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL);
CREATE TABLE tickets (code TEXT PRIMARY KEY, order_id INTEGER NOT NULL);
"""


class Shop:
    placed = 0

    async def place_order(self, connection: asyncpg.Connection, order_id: int) -> None:
        await connection.execute("INSERT INTO orders VALUES ($1, 7)", order_id)
        type(self).placed += 1
        await connection.execute(
            "INSERT INTO tickets VALUES ($1, $2)", f"t{order_id}", order_id
        )


async def main(address: str) -> int:
    connection = await asyncpg.connect(address)
    await Shop().place_order(connection, 1)
    await connection.close()
    return Shop.placed
