ROUNDS = (7, 3)
CROWD = 3


async def scenario(module, world):
    return await module.check(
        world.http({"/2": "", "/5": ""}), [f"/{n}" for n in range(7)]
    )
