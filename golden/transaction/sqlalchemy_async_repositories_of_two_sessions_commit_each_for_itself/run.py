WORLD = "sqlalchemy_async"
ENGINE = "postgresql"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


async def scenario(module, world):
    return await module.place_order(7, 250)
