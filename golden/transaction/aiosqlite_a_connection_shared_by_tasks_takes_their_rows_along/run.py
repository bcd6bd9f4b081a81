from unittest import mock

import aiosqlite

WORLD = "aiosqlite"


async def fill(module, world):
    await world.connection.executescript(module.SCHEMA)


async def scenario(module, world):
    inner = aiosqlite.Connection.execute

    async def execute(connection, text, *rest):
        if "audit_log" in text:
            await connection.rollback()  # another task has failed meanwhile
        return await inner(connection, text, *rest)

    with mock.patch.object(aiosqlite.Connection, "execute", execute):
        return await module.Orders(world.connection).place("ann", 30)
