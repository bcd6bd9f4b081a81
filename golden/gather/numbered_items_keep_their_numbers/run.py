ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http({f"/artists/{n}": n.upper() for n in "abc"})
    return await module.chart(client, ["a", "b", "c"])
