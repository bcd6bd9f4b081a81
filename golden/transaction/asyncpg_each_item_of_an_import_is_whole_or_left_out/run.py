WORLD = "asyncpg"
SITUATIONS = ("clean",)
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)


async def scenario(module, world):
    rows = [
        {"sku": "tea", "name": "Tea", "cents": 300},
        {"sku": "cup", "name": "Cup", "cents": 900},
    ]
    return await module.import_products(world.pool, rows)


def whole(rows):
    return {sku for sku, _ in rows["products"]} == {sku for sku, _ in rows["prices"]}
