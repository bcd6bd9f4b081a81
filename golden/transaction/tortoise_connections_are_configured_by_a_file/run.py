WORLD = "tortoise"
FAULTS = "writes"


async def fill(module, world):
    await module.Order.create(customer="ann", total=30)


async def scenario(module, world):
    return await module.place_order("bob", 5)
