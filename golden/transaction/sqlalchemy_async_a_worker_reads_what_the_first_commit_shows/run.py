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

    class Parcels:
        async def put(self, order_id):
            with world.other() as other:
                query = "SELECT status FROM orders WHERE id = %s"
                seen.append(other.execute(query, (order_id,)).fetchone())

    await module.ship(1, Parcels())
    return seen
