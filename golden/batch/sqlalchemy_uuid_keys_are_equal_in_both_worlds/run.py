import uuid

WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(
        module.Document(id=uuid.UUID(int=i), title=f"d{i}") for i in range(1, 5)
    )


async def scenario(module, world):
    ids = [uuid.UUID(int=i) for i in IDS[world.situation]]
    return await module.titles(world.session, ids)
