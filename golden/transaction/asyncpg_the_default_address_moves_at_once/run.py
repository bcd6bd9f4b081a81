WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO addresses (user_id, street, is_default) VALUES (1, 'Old Road', true)"
    )


async def scenario(module, world):
    data = module.NewAddress("New Street", True)
    return await module.AddressRepository(world.pool).add(1, data)
