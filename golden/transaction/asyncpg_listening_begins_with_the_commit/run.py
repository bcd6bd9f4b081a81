from unittest import mock

import asyncpg

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)


async def scenario(module, world):
    heard = []
    inner = asyncpg.Connection.add_listener

    async def add_listener(connection, channel, callback):
        await inner(connection, channel, callback)
        with world.other() as other:
            other.execute("NOTIFY orders, 'told meanwhile'")

    def hear(connection, pid, channel, payload):
        heard.append(payload)

    with mock.patch.object(asyncpg.Connection, "add_listener", add_listener):
        with mock.patch.object(module, "heard", hear):
            await module.place_order(world.connection, 7, 250)
            await world.connection.execute("SELECT pg_sleep(0.05)")
            await world.connection.remove_listener("orders", hear)
    return heard
