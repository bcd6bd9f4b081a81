import asyncio
import sqlite3


class Shop:
    def __init__(self, path: str) -> None:
        self.path = path

    def count(self, table: str) -> int:
        with sqlite3.connect(self.path) as connection:
            (number,) = connection.execute("SELECT count(*) FROM orders").fetchone()
        return number


async def numbers(shop: Shop) -> tuple[int, int]:
    orders = await asyncio.to_thread(shop.count, "orders")
    again = await asyncio.to_thread(shop.count, "orders")
    return orders, again
