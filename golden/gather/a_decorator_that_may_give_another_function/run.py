ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/names/1": "Ada", "/pictures/1": "ada.png"})
    return await module.profile(client, 1)
