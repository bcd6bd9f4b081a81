WORLD = "sqlalchemy_async"
ENGINE = "postgresql"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


async def scenario(module, world):
    rows = [{"customer": number, "total": 1} for number in range(1000)]
    try:
        await module.import_orders([*rows, {"customer": 0, "total": None}])
    except Exception as error:
        return type(error).__name__
