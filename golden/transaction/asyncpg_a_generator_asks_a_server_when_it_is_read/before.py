import asyncpg
import httpx

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL);
CREATE TABLE tickets (code TEXT PRIMARY KEY, order_id INTEGER NOT NULL);
"""


async def place_order(
    connection: asyncpg.Connection,
    client: httpx.Client,
    order_id: int,
    pages: list[str],
) -> None:
    codes = (client.post(page).text for page in pages)
    await connection.execute("INSERT INTO orders VALUES ($1, 7)", order_id)
    for code in codes:
        await connection.execute("INSERT INTO tickets VALUES ($1, $2)", code, order_id)


async def main(address: str, client: httpx.Client) -> None:
    connection = await asyncpg.connect(address)
    await place_order(connection, client, 1, ["/seats", "/meals"])
    await connection.close()
