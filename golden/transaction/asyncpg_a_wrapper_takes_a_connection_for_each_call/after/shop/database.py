from contextlib import nullcontext

import asyncpg

SCHEMA = """
CREATE TABLE users (id SERIAL PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, user_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


class Database:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def execute(self, query, *args, connection=None):
        async with (
            nullcontext(connection) if connection else self.pool.acquire()
        ) as conn:
            return await conn.execute(query, *args)

    async def fetchval(self, query, *args):
        async with self.pool.acquire() as conn:
            return await conn.fetchval(query, *args)
