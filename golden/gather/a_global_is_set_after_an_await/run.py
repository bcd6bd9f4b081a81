async def scenario(module, world):
    return await module.two_pages(
        world.http({"/pages/0": "first", "/pages/1": "second"})
    )
