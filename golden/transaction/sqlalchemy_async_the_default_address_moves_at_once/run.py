WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    async with module.SessionLocal() as session:
        session.add(module.Address(user_id=1, street="Old Road", is_default=True))
        await session.commit()


async def scenario(module, world):
    address = await module.add_address(1, "New Street", True)
    return address.id, address.street, address.is_default
