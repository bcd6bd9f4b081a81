from dataclasses import dataclass

import asyncpg

SCHEMA = """
CREATE TABLE addresses (
    id SERIAL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    street TEXT NOT NULL,
    is_default BOOLEAN NOT NULL
);
"""


@dataclass
class NewAddress:
    street: str
    is_default: bool


class AddressRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def add(self, user_id: int, data: NewAddress) -> int:
        async with self.pool.acquire() as conn, conn.transaction():
            if data.is_default:
                await conn.execute(
                    "UPDATE addresses SET is_default = false WHERE user_id = $1",
                    user_id,
                )
            return await conn.fetchval(
                "INSERT INTO addresses (user_id, street, is_default) VALUES ($1, $2, $3) RETURNING id",
                user_id,
                data.street,
                data.is_default,
            )
