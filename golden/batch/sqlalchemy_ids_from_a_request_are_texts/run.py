WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "texts")
IDS = {"none": [], "texts": ["1", "2", "9"]}


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))


async def scenario(module, world):
    return await module.load(world.session, IDS[world.situation])
