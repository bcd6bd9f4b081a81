import httpx

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

    def answer(request):
        with world.other() as other:
            seen.append(other.execute("SELECT status FROM orders").fetchall())
        return httpx.Response(200)

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        await module.ship(http, 1)
    return seen
