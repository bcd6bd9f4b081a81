WORLD = "sqlalchemy_async"
ENGINE = "postgresql"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    async with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1, total=30))
        await session.commit()


async def scenario(module, world):
    seen = []
    async for order_id in module.import_orders([5, 7]):
        with world.other() as other:
            query = "SELECT total FROM orders WHERE id = %s"
            seen.append(other.execute(query, (order_id,)).fetchone())
    return seen
