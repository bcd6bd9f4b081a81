WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"
SITUATIONS = ("right", "wrong")
SECRETS = {"right": "tea", "wrong": "coffee"}


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    async with module.SessionLocal() as session:
        session.add(module.User(secret="tea"))
        await session.commit()


async def scenario(module, world):
    return await module.log_in(1, SECRETS[world.situation])


def whole(rows):
    return rows["users"][0][2] == len(rows["logins"])
