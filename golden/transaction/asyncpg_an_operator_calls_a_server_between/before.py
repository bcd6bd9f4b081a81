import asyncpg
import httpx

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE, event TEXT NOT NULL);
"""


class Outbox:
    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def __iadd__(self, text: str) -> "Outbox":
        self.client.post("/mails", json={"text": text})
        return self


async def ship(connection: asyncpg.Connection, outbox: Outbox, order_id: int) -> None:
    await connection.execute(
        "UPDATE orders SET status = 'shipped' WHERE id = $1", order_id
    )
    outbox += f"order {order_id} is on its way"
    await connection.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id
    )


async def main(address: str, outbox: Outbox) -> None:
    connection = await asyncpg.connect(address)
    await ship(connection, outbox, 1)
    await connection.close()
