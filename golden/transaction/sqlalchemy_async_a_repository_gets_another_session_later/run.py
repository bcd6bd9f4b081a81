WORLD = "sqlalchemy_async"
ENGINE = "postgresql"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


async def scenario(module, world):
    return await module.place_and_log(7, 250)
