ROUNDS = (4, 1)


async def scenario(module, world):
    client = world.http({f"/prices/{n}": str(n * 10) for n in range(4)})
    return await module.Catalogue(client).total(["0", "1", "2", "3"])
