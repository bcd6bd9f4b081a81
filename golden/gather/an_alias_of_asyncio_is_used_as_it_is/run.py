ROUNDS = (2, 1)
SITUATIONS = ("same", "different")


async def scenario(module, world):
    new = "on" if world.situation == "same" else 409
    return await module.agree(world.http({"/old/state": "on", "/new/state": new}))
