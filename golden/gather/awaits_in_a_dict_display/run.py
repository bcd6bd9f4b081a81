ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http(
        {"/users/7": "Ada", "/users/7/orders": "3", "/users/7/inbox": "0"}
    )
    return await module.home(client, 7)
