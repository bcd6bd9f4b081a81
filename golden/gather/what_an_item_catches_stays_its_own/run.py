ROUNDS = (3, 1)


async def scenario(module, world):
    return await module.available(
        world.http({"/a": "A", "/c": "C"}), ["/a", "/b", "/c"]
    )
