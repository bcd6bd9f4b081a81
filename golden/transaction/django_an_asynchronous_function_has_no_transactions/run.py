WORLD = "django"


def fill(module, world):
    world.create(module.Order, module.AuditLog)


async def scenario(module, world):
    return await module.place_order("ann", 30)
